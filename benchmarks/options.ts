/** The command-line arguments. */

import { parseArgs } from "node:util";

const BENCHMARKS = ["postgres", "language", "peers", "growth", "processing", "snapshots", "engine"] as const;

export type Options = {
  readonly json: boolean;
  /** A file to write the chart to. */
  readonly svg?: string;
} & (
  | {
      readonly benchmark: "postgres" | "language" | "processing" | "snapshots" | "engine";
      readonly size: "full" | "tiny";
    }
  | { readonly benchmark: "peers"; readonly size: "full" | "quick" | "tiny" }
  | { readonly benchmark: "growth"; readonly size: "full" | "tiny"; readonly sizes: readonly number[] }
);

export const USAGE = `usage: npm run benchmark -- postgres|language|peers|growth|processing|snapshots|engine [--json] [--svg FILE] [--quick|--tiny] [--sizes LIST]

  postgres      the PostgreSQL adapter against plain INSERTs
  language      the .conflicts language against a plain CST parse of the same files
  peers         Truce against other event stores, which it installs in benchmarks/peers
  growth        appends to stores that already hold many events
  processing    subscriptions, processors and projections, beside Emmett's consumer
  snapshots     commands for long streams, with and without snapshots
  engine        one incoming event against 1,000 committed events, in memory
  --json        prints the report as JSON
  --svg FILE    also draws the medians as a chart
  --quick       measures less, in two minutes; for peers only
  --sizes LIST  the numbers of events for growth, with commas between them; multiples of 100
                (default: 10000,100000,1000000,10000000)
  --tiny        runs a little of everything to see that it works; the figures mean nothing

The benchmarks of PostgreSQL use the server in DATABASE_URL, or start a temporary one.
The exit status is 2 if the arguments are wrong.`;

const DEFAULT_SIZES = { full: "10000,100000,1000000,10000000", tiny: "200,1000" };

/** Returns a message as `misuse` if the arguments are wrong. */
export function optionsFrom(args: readonly string[]): Options | "help" | { readonly misuse: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        svg: { type: "string" },
        sizes: { type: "string" },
        quick: { type: "boolean", default: false },
        tiny: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const [name, ...others] = positionals;
    const benchmark = BENCHMARKS.find((known) => known === name);
    if (benchmark === undefined || others.length > 0)
      return { misuse: `name one benchmark: ${BENCHMARKS.join(", ")}` };
    const { json, svg, quick, tiny, sizes } = values;
    const output = { json, ...(svg !== undefined && { svg }) };
    if (quick && tiny) return { misuse: "choose --quick or --tiny" };
    const size = tiny ? "tiny" : "full";
    if (sizes !== undefined && benchmark !== "growth") return { misuse: "--sizes is for growth" };
    if (benchmark === "peers") return { benchmark, size: quick ? "quick" : size, ...output };
    if (quick) return { misuse: "--quick is for peers" };
    if (benchmark !== "growth") return { benchmark, size, ...output };
    const numbers = (sizes ?? DEFAULT_SIZES[size]).split(",").map(Number);
    return numbers.every((number) => Number.isSafeInteger(number) && number > 0 && number % 100 === 0)
      ? { benchmark, size, sizes: numbers, ...output }
      : { misuse: "--sizes takes multiples of 100, with commas between them" };
  } catch (error) {
    if (error instanceof TypeError) return { misuse: error.message };
    throw error;
  }
}
