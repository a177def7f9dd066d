/** All that the tests can have a page or a worker do. */

import { formatted, rulesAndDiagnostics, toldOf, treesOf } from "./language.ts";
import { foundingStory } from "./founding-story.ts";
import { appendNote, appendUntilTheEnd, closeDatabase, openDatabase, readNotes } from "./notes.ts";
import { appendTwice, inTransactions, ownPool, readAllInOrder } from "./store.ts";

/** Each gives plain data, for a test in Node to judge. */
export const checks = {
  appendNote,
  appendTwice,
  appendUntilTheEnd,
  closeDatabase,
  formatted,
  foundingStory,
  inTransactions,
  openDatabase,
  ownPool,
  readAllInOrder,
  readNotes,
  rulesAndDiagnostics,
  toldOf,
  treesOf,
};

export type Checks = typeof checks;
