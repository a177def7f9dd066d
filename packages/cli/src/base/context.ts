/** What every command gets. */

import type { Io } from "./io.ts";
import type { Style } from "./style.ts";

/** The environment of a run, and the options that all commands share. */
export interface Context {
  readonly io: Io;
  /** The project's root: absolute. Files on the command line are relative to it. */
  readonly root: string;
  /** Whether `--root` was given. */
  readonly isRootGiven: boolean;
  /** The project of `truce.json` that `--project` names; null without that option. */
  readonly project: string | null;
  /** For standard output. */
  readonly style: Style;
  /** For standard error. */
  readonly errorStyle: Style;
}
