/** Measures what follows events on PostgreSQL: catching up, the time from append to handled, and projections. */

import { startPostgres } from "@truce/test-support/postgres";

import { installPeers } from "../peers/installed.ts";
import { environmentOf } from "../postgres/environment.ts";
import type { Report } from "../report.ts";
import { measureCatchingUp } from "./catching-up.ts";
import { openField } from "./field.ts";
import { measureLag } from "./lag.ts";
import { measureProjections } from "./projections.ts";

/** How much is measured. */
export interface Sizes {
  readonly rounds: number;
  /** Events to catch up with. */
  readonly events: number;
  /** Events whose way to the handler is timed, in each turn. */
  readonly timed: number;
  /** Appends in each turn. */
  readonly appends: number;
}

const SIZES: Readonly<Record<"full" | "tiny", Sizes>> = {
  full: { rounds: 5, events: 20_000, timed: 200, appends: 3_000 },
  tiny: { rounds: 1, events: 600, timed: 5, appends: 64 },
};

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
