/** Fixtures: projects as data, each with all of its diagnostics. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckOptions, Diagnostic, Location, SourceFile } from "@truce/rules-dsl";

/** The lines of each file, by file name. */
type Files = Readonly<Record<string, readonly string[]>>;

/** One diagnostic, without empty properties. */
export interface Found {
  /** `file:line:column-column`, or `file:line:column-line:column`. */
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  /** The text that replaces it. */
  readonly fix?: string;
  /** The offsets of the fix, if it has another place. */
  readonly fixAt?: readonly [number, number];
  readonly related?: readonly string[];
}

/** A project and its diagnostics. */
export interface Fixture {
  readonly case: string;
  readonly files: Files;
  readonly options?: Omit<CheckOptions, "imports" | "unreadable"> & {
    readonly imports?: Files;
    readonly unreadable?: Readonly<Record<string, string>>;
  };
  readonly found: readonly Found[];
}

const folder = join(import.meta.dirname, "fixtures");

/** All fixtures, each with the code that it is about. */
export const FIXTURES: readonly (readonly [code: string, fixture: Fixture])[] = readdirSync(folder)
  .toSorted()
  .flatMap((file) => {
    const fixtures = JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly Fixture[];
    return fixtures.map((fixture) => [file.replace(/\.json$/, ""), fixture] as const);
  });

/** The files of a project. */
export function sourcesOf(files: Files): readonly SourceFile[] {
  return Object.entries(files).map(([file, lines]) => ({ file, text: lines.join("\n") }));
}

/** The options for checking a project. */
export function optionsOf({ options = {} }: Fixture): CheckOptions {
  const { imports = {}, unreadable = {}, ...more } = options;
  return { ...more, imports: sourcesOf(imports), unreadable: new Map(Object.entries(unreadable)) };
}

/** Converts a diagnostic to the form of a fixture. */
export function asFound({ code, message, suggestion, fix, related, ...location }: Diagnostic): Found {
  const { span } = location;
  const isElsewhere = fix && (fix.span.start !== span.start || fix.span.end !== span.end);
  return {
    at: placeOf(location),
    code,
    message,
    ...(suggestion !== null && { help: suggestion }),
    ...(fix && { fix: fix.newText }),
    ...(isElsewhere && { fixAt: [fix.span.start, fix.span.end] as const }),
    ...(related.length > 0 && { related: related.map(placeOf) }),
  };
}

function placeOf({ file, start, end }: Pick<Location, "file" | "start" | "end">): string {
  const line = end.line === start.line ? "" : `${end.line}:`;
  return `${file}:${start.line}:${start.column}-${line}${end.column}`;
}
