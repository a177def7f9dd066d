/** Measures what follows events on PostgreSQL: catching up, the time from append to handled, and projections. */

import { startPostgres } from "@truce/test-support/postgres";

import { installPeers } from "../peers/installed.ts";
import { environmentOf } from "../postgres/environment.ts";
import type { Report } from "../report.ts";
import { measureCatchingUp } from "./catching-up.ts";
import { openField } from "./field.ts";
import { measureLag } from "./lag.ts";
import { measureProjections } from "./projections.ts";
import { SIZES } from "./sizes.ts";

/** @param onTurn - Called with a description of what is measured next. */
export async function benchmarkProcessing(
  size: keyof typeof SIZES,
  onTurn: (what: string) => void,
): Promise<Report> {
  onTurn("installing Emmett");
  await installPeers();
  onTurn("starting PostgreSQL");
  const server = await startPostgres();
  const field = await openField(server.url);
  try {
    const sizes = SIZES[size];
    const tables = [
      await measureCatchingUp(field, sizes, onTurn),
      await measureLag(field, sizes, onTurn),
      ...(await measureProjections(field, sizes, onTurn)),
    ];
    return { environment: await environmentOf(server.url), tables };
  } finally {
    await field.close();
    await server.stop();
  }
}
