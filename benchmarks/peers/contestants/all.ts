/** All contestants, in the order of the tables. */

import type { Contestant } from "../contestant.ts";
import { castore } from "./castore.ts";
import { dcb } from "./dcb.ts";
import { emmett } from "./emmett.ts";
import { handWritten } from "./hand-written.ts";
import { truceInMemory, truceOnPglite, truceOnPostgres } from "./truce.ts";

export const CONTESTANTS: readonly Contestant[] = [
  truceOnPostgres,
  handWritten,
  emmett,
  dcb,
  castore,
  truceOnPglite,
  truceInMemory,
];
