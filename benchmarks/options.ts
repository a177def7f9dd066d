/** The command line. */

import { parseArgs } from "node:util";

const BENCHMARKS = ["postgres", "language"] as const;

export interface Options {
  readonly benchmark: (typeof BENCHMARKS)[number];
  readonly size: "full" | "tiny";
  readonly json: boolean;
}

export const USAGE = `usage: npm run benchmark -- postgres|language [--json] [--tiny]

  postgres   the PostgreSQL adapter against plain INSERTs
  language   the .conflicts language against a plain CST parse of the same files
  --json     prints the report as JSON
  --tiny     a little of each, to see that it runs: its figures mean nothing

DATABASE_URL names a server to use instead of one that is started for the occasion.
The exit status is 0, or 2 for misuse.`;

/** The options, `"help"`, or what is wrong with the command line. */
export function optionsFrom(args: readonly string[]): Options | "help" | { readonly misuse: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        tiny: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const [name, ...others] = positionals;
    const benchmark = BENCHMARKS.find((known) => known === name);
    if (benchmark === undefined || others.length > 0)
      return { misuse: `name one benchmark: ${BENCHMARKS.join(" or ")}` };
    return { benchmark, size: values.tiny ? "tiny" : "full", json: values.json };
  } catch (error) {
    if (error instanceof TypeError) return { misuse: error.message };
    throw error;
  }
}
