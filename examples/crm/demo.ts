/**
 * Plays a day of a sales team twice: on an event store that only compares versions, and on one with conflict rules.
 *
 *     npm run demo                      with the rules of crm.conflicts
 *     npm run demo -- my.conflicts      with your own rules
 *
 * The exit status is 1 if anything that the demo claims is not true.
 */

import { join } from "node:path";

import { PGlite } from "@electric-sql/pglite";
import { postgresAdapter, type PostgresAdapter } from "@truce/adapter-postgres";
import { isTruceError } from "@truce/core";

import { checkRuns } from "./checks.ts";
import { loadRules } from "./load-rules.ts";
import { playDay } from "./play-day.ts";
import { report } from "./report.ts";

async function demo(rulesFile: string): Promise<void> {
  const rules = await loadRules(rulesFile);
  // PostgreSQL inside this process, in memory.
  const pglite = await PGlite.create();
  const withoutRules = await playDay(await storageIn(pglite, "without_rules"));
  const withRules = await playDay(await storageIn(pglite, "with_rules"), rules);
  await pglite.close();

  const runs = { withoutRules, withRules };
  const checks = await checkRuns(runs);
  console.log(report(runs, checks));
  if (!checks.every(({ holds }) => holds)) process.exitCode = 1;
}

async function storageIn(pglite: PGlite, schema: string): Promise<PostgresAdapter> {
  const adapter = postgresAdapter({ pglite }, { schema });
  await adapter.migrate();
  return adapter;
}

try {
  await demo(process.argv[2] ?? join(import.meta.dirname, "crm.conflicts"));
} catch (error) {
  // Mistakes in the rules, or a file that cannot be read: the message is meant for the user.
  if (!isTruceError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
