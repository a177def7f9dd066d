/** The command-line arguments. */

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
  --tiny     runs a little of everything to see that it works; the figures mean nothing

The PostgreSQL benchmark uses the server in DATABASE_URL, or starts a temporary one.
The exit status is 2 if the arguments are wrong.`;

/** Returns a message as `misuse` if the arguments are wrong. */
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
