/** The command line of the demo. */

import { parseArgs } from "node:util";

import type { StorageChoice } from "../storage/storage-choice.ts";
import { printable } from "./printable.ts";
import { UsageError } from "./usage-error.ts";

export const HELP = `Plays a recorded day of a sales team twice: against an event store without conflict rules, and with them.

usage: npm run demo -- [my.jsonl] [my.conflicts] [options]

  my.jsonl       your own day instead of examples/crm/day.jsonl: one command a line, such as
                 {"at":"09:02","user":"joe","client":"42","saw":3,
                  "command":{"type":"UpgradeClientValue","to":60000}}
                 'saw' is the version of the client that the user had on the screen
  my.conflicts   your own rules instead of examples/crm/crm.conflicts

  --seed N           how long users pause: a whole number, 1 unless given
  --directory PATH   keeps the events there; played again, it is the next day
  --schema NAME      on the server in DATABASE_URL: keeps the events there; played again, it is the next day
  --memory           without a database
  --help             this text

The events are kept in PGlite, a PostgreSQL inside this process, in memory. Where the variable DATABASE_URL names a
server (postgres://user:password@host/database), they go there, into schemas that are dropped again at the end.

exit status: 0 played, 1 a file has mistakes, 2 misuse, or a file or a database that cannot be used
`;

export interface Arguments {
  readonly help: boolean;
  readonly seed: number;
  readonly storage: StorageChoice;
  /** Undefined where the one that comes with the demo is meant. */
  readonly dayFile: string | undefined;
  readonly rulesFile: string | undefined;
}

const options = {
  help: { type: "boolean", short: "h" },
  seed: { type: "string" },
  directory: { type: "string" },
  schema: { type: "string" },
  memory: { type: "boolean" },
} as const;

/**
 * @param environment - Where `DATABASE_URL` may be set.
 * @throws UsageError where they make no sense.
 */
export function parseArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Arguments {
  // Not strict, because the messages are to be our own.
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const stranger = tokens.find((token) => token.kind === "option" && !Object.hasOwn(options, token.name));
  if (stranger?.kind === "option")
    throw new UsageError(`there is no option '${printable(stranger.rawName)}'`);
  return {
    help: values.help !== undefined,
    seed: seedOf(values.seed ?? "1"),
    storage: storageOf(values, environment["DATABASE_URL"] ?? ""),
    ...filesOf(positionals),
  };
}

type Given = string | boolean | undefined;

/** What is asked for on the command line comes before what is set for every program. */
function storageOf(
  values: { readonly directory?: Given; readonly schema?: Given; readonly memory?: Given },
  url: string,
): StorageChoice {
  const named = (["directory", "schema", "memory"] as const).filter((name) => values[name] !== undefined);
  if (named.length > 1)
    throw new UsageError(
      `${named.map((name) => `--${name}`).join(" and ")} are different storages; name one`,
    );
  if (values.memory !== undefined) return { kind: "memory" };
  const path = textOf("--directory", "a path", values.directory);
  if (path !== undefined) return { kind: "directory", path };
  const schema = textOf("--schema", "a name", values.schema);
  if (url !== "") return { kind: "server", url, schema };
  if (schema !== undefined)
    throw new UsageError("--schema is for a server: set DATABASE_URL as well, or use --directory");
  return { kind: "pglite" };
}

function textOf(option: string, what: string, value: Given): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && value !== "" && !value.startsWith("-")) return value;
  throw new UsageError(`${option} must be followed by ${what}`);
}

function seedOf(value: string | boolean): number {
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  const problem = typeof value === "string" ? `but is '${printable(value)}'` : "but there is none";
  throw new UsageError(`--seed must be followed by a whole number of up to 9 digits, ${problem}`);
}

function filesOf(paths: readonly string[]): Pick<Arguments, "dayFile" | "rulesFile"> {
  const stranger = paths.find((path) => !/\.(jsonl|conflicts)$/.test(path));
  if (stranger !== undefined) {
    throw new UsageError(
      `'${printable(stranger)}' is neither a day nor rules; name a .jsonl or a .conflicts file`,
    );
  }
  const [dayFile, ...otherDays] = paths.filter((path) => path.endsWith(".jsonl"));
  const [rulesFile, ...otherRules] = paths.filter((path) => path.endsWith(".conflicts"));
  if (otherDays.length > 0 || otherRules.length > 0) {
    throw new UsageError(
      "only one .jsonl and one .conflicts file can be played at a time; leave the others out",
    );
  }
  return { dayFile, rulesFile };
}
