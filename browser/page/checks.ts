/** The checks that tests can run in a page or a worker. */

import { analysisOf, formatted, rulesAndDiagnostics, treesOf } from "./language.ts";
import { foundingStory } from "./founding-story.ts";
import { appendNote, appendUntilTheEnd, closeDatabase, openDatabase, readNotes } from "./notes.ts";
import { appendTwice, inTransactions, readAllInOrder, withConnectionString } from "./store.ts";

/** Each returns plain data, which a test in Node checks. */
export const checks = {
  analysisOf,
  appendNote,
  appendTwice,
  appendUntilTheEnd,
  closeDatabase,
  formatted,
  foundingStory,
  inTransactions,
  openDatabase,
  readAllInOrder,
  readNotes,
  rulesAndDiagnostics,
  treesOf,
  withConnectionString,
};

export type Checks = typeof checks;
