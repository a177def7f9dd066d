/** Measures Truce against other event stores on the same PostgreSQL. */

import { environmentOf } from "../postgres/environment.ts";
import { startServer } from "../postgres/server.ts";
import type { Report, Table } from "../report.ts";
import { openField } from "./databases.ts";
import { hotAndOwnCases, measureWriting } from "./hot-and-own.ts";
import { installPeers } from "./installed.ts";
import { SIZES } from "./sizes.ts";

/** So many tables are measured on the same databases. After them the stores begin empty, because some grow faster. */
const TABLES_A_FIELD = 6;

/** @param onTurn - Called with a description of what is measured next. */
export async function benchmarkPeers(
  size: keyof typeof SIZES,
  onTurn: (what: string) => void,
): Promise<Report> {
  const sizes = SIZES[size];
  await installPeers();
  onTurn("starting PostgreSQL");
  const server = await startServer();
  const tables: Table[] = [];
  try {
    const cases = hotAndOwnCases(sizes);
    for (let first = 0; first < cases.length; first += TABLES_A_FIELD) {
      onTurn("opening the stores");
      const field = await openField(server.url);
      try {
        for (const one of cases.slice(first, first + TABLES_A_FIELD)) {
          tables.push(await measureWriting(one, field, sizes, onTurn));
        }
      } finally {
        await field.close();
      }
    }
    return { environment: await environmentOf(server.url), tables };
  } finally {
    await server.stop();
  }
}
