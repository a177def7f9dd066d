/** What every check needs: the project, and a way to report what is wrong with it. */

import type { CheckOptions } from "./check-options.ts";
import type { DeclaredEvents } from "./declared-events.ts";
import type { TypesOf } from "./group-types.ts";
import type { Groups } from "./groups.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { Suggest } from "../text/suggestions.ts";

export interface Context {
  /** All files, including those that are only imported. */
  readonly files: readonly ProjectFile[];
  readonly options: CheckOptions;
  readonly groups: Groups;
  readonly typesOf: TypesOf;
  readonly declared: DeclaredEvents;
  readonly suggest: Suggest;
  readonly report: Report;
}
