/** Writers whose events sometimes conflict. After a conflict a writer reads what is new and tries again. Only written events count. */

import type { Case } from "./hot-and-own.ts";
import { KINDS } from "./notes.ts";

/** 32 writers on a hot stream. They have seen every acknowledged event, so conflicts come from those under way. */
export const MIXES: readonly Case[] = [10, 2].map((every) => ({
  title: `32 writers, one hot stream, ${100 / every} % conflict with each other`,
  writers: 32,
  where: "hot",
  behind: 0,
  kindOf: (count) => KINDS[count % every === 0 ? "conflicts with itself" : "never conflicts"],
}));
