/** What the functions of the language are told besides the files of a project. */

import type { SourceFile } from "../source/source-text.ts";

/** What checking and compiling take into account besides the files themselves. */
export interface CheckOptions {
  /**
   * Event types that are declared elsewhere, in the code of the application say. With such a list every name in every
   * file must be declared, here or by `events`.
   */
  readonly events?: readonly string[] | undefined;
  /**
   * The fields of payloads, by event type, with dots: `{ NotePinned: ["noteId", "room.id"] }`. Conditions on events that
   * stand here must name one of their fields; of others nothing is known.
   */
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * Files that can be imported, besides the files of the project: their groups and events count, their rules do not.
   * What no file imports is not looked at.
   */
  readonly imports?: readonly SourceFile[] | undefined;
  /** Why files cannot be read, by path: what an import of one says, such as "does not exist". */
  readonly unreadable?: ReadonlyMap<string, string> | undefined;
  /** Warns of declared events for which the rules leave a decision open (CF4001); false unless set. */
  readonly coverage?: boolean | undefined;
}
