/** What every check knows of the project. */

import type { CheckOptions } from "./check-options.ts";
import type { DeclaredEvents } from "./declared-events.ts";
import type { TypesOf } from "./group-types.ts";
import type { Groups } from "./groups.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { Suggest } from "../text/suggestions.ts";

/** The project, and where to report what is wrong with it. */
export interface Context {
  /** All files, those that are only imported too. */
  readonly files: readonly ProjectFile[];
  readonly options: CheckOptions;
  readonly groups: Groups;
  readonly typesOf: TypesOf;
  readonly declared: DeclaredEvents;
  readonly suggest: Suggest;
  readonly report: Report;
}
