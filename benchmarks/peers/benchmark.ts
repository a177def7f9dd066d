/** Measures Truce against other event stores on the same PostgreSQL. */

import { startPostgres } from "@truce/test-support/postgres";

import { environmentOf } from "../postgres/environment.ts";
import type { Report, Table } from "../report.ts";
import { CONTESTANTS } from "./contestants/all.ts";
import { openField, type Field } from "./databases.ts";
import { startDelayProxy } from "./delay.ts";
import { DELAYED, hotAndOwnCases, measureWriting, type Case } from "./hot-and-own.ts";
import { installPeers } from "./installed.ts";
import { MIXES } from "./mix.ts";
import { measureProcesses } from "./processes.ts";
import { measureReading } from "./reading.ts";
import { SIZES } from "./sizes.ts";

/** So many tables are measured on the same databases. Then the stores begin empty again, because some grow faster. */
const TABLES_A_FIELD = 8;

/** Those that several processes can share, over a network. */
const ON_NETWORK = CONTESTANTS.filter(({ isInProcess = false }) => !isInProcess);

/** @param onTurn - Called with a description of what is measured next. */
export async function benchmarkPeers(
  size: keyof typeof SIZES,
  onTurn: (what: string) => void,
): Promise<Report> {
  const sizes = SIZES[size];
  await installPeers();
  onTurn("starting PostgreSQL");
  const server = await startPostgres();

  async function inField<Result>(
    open: () => Promise<Field>,
    measure: (field: Field) => Promise<Result>,
  ): Promise<Result> {
    onTurn("opening the stores");
    const field = await open();
    try {
      return await measure(field);
    } finally {
      await field.close();
    }
  }

  async function writing(cases: readonly Case[], open: () => Promise<Field>): Promise<readonly Table[]> {
    const tables: Table[] = [];
    for (let first = 0; first < cases.length; first += TABLES_A_FIELD) {
      await inField(open, async (field) => {
        for (const one of cases.slice(first, first + TABLES_A_FIELD)) {
          tables.push(await measureWriting(one, field, sizes, onTurn));
        }
      });
    }
    return tables;
  }

  async function delayed(): Promise<readonly Table[]> {
    const proxy = await startDelayProxy(server.url);
    try {
      return await writing(DELAYED, () => openField(server.url, ON_NETWORK, proxy.url));
    } finally {
      await proxy.stop();
    }
  }

  function inProcesses(): Promise<readonly Table[]> {
    if (sizes.processes.length === 0) return Promise.resolve([]);
    return inField(
      () => openField(server.url, ON_NETWORK),
      async (field) => {
        const tables: Table[] = [];
        for (const count of sizes.processes) tables.push(await measureProcesses(count, field, sizes, onTurn));
        return tables;
      },
    );
  }

  try {
    const open = (): Promise<Field> => openField(server.url);
    const tables = [
      ...(await writing([...hotAndOwnCases(sizes), ...MIXES], open)),
      ...(await delayed()),
      ...(await inProcesses()),
      ...(await inField(open, (field) => measureReading(field, sizes, onTurn))),
    ];
    return { environment: await environmentOf(server.url), tables };
  } finally {
    await server.stop();
  }
}
