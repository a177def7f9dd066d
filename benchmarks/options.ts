/** The command-line arguments. */

import { parseArgs } from "node:util";

const BENCHMARKS = ["postgres", "language", "peers"] as const;

export type Options = {
  readonly json: boolean;
  /** A file to write the chart to. */
  readonly svg?: string;
} & (
  | { readonly benchmark: "postgres" | "language"; readonly size: "full" | "tiny" }
  | { readonly benchmark: "peers"; readonly size: "full" | "quick" | "tiny" }
);

export const USAGE = `usage: npm run benchmark -- postgres|language|peers [--json] [--svg FILE] [--quick|--tiny]

  postgres   the PostgreSQL adapter against plain INSERTs
  language   the .conflicts language against a plain CST parse of the same files
  peers      Truce against other event stores, which it installs in benchmarks/peers
  --json     prints the report as JSON
  --svg FILE also draws the medians as a chart
  --quick    measures less, in two minutes; for peers only
  --tiny     runs a little of everything to see that it works; the figures mean nothing

The benchmarks of PostgreSQL use the server in DATABASE_URL, or start a temporary one.
The exit status is 2 if the arguments are wrong.`;

/** Returns a message as `misuse` if the arguments are wrong. */
export function optionsFrom(args: readonly string[]): Options | "help" | { readonly misuse: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        svg: { type: "string" },
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
    const { json, svg, quick, tiny } = values;
    const output = { json, ...(svg !== undefined && { svg }) };
    if (quick && tiny) return { misuse: "choose --quick or --tiny" };
    const size = tiny ? "tiny" : "full";
    if (benchmark === "peers") return { benchmark, size: quick ? "quick" : size, ...output };
    return quick ? { misuse: "--quick is for peers" } : { benchmark, size, ...output };
  } catch (error) {
    if (error instanceof TypeError) return { misuse: error.message };
    throw error;
  }
}
