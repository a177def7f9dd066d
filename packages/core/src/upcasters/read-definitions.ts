/** Reads definitions of upcasters, which a caller without a compiler can write in any way. */

import { nameProblem } from "../events/names.ts";
import type { FieldPath } from "../rules/matcher.ts";
import { fieldKey, type UpcastStep } from "./upcasters.ts";

/** A definition that was read. One of the two is null. */
export interface ReadDefinition {
  /** How the events change. */
  readonly step: UpcastStep | null;
  /** Today's type that is stored under this name. */
  readonly stores: string | null;
}

/** The definitions by stored type. Use them only if there are no problems. */
export interface ReadDefinitions {
  readonly definitions: ReadonlyMap<string, ReadDefinition>;
  readonly problems: readonly string[];
}

type Loose = Readonly<Record<string, unknown>>;

/** Notes a problem, as the rest of a sentence that begins with the stored type. */
type Report = (problem: string) => void;

/** Reads the definitions. It throws only if a getter does. */
export function readDefinitions(input: unknown): ReadDefinitions {
  const definitions = new Map<string, ReadDefinition>();
  const problems: string[] = [];
  if (!isObject(input)) return { definitions, problems: ["the upcasters must be an object, by stored type"] };
  const written = new Map<string, string>();
  for (const [type, definition] of Object.entries(input)) {
    const report: Report = (problem) => problems.push(`'${type}' ${problem}`);
    const problem = nameProblem(type);
    if (problem !== undefined) report(problem);
    const read = readDefinition(definition, report);
    definitions.set(type, read);
    if (read.stores === null) continue;
    const other = written.get(read.stores);
    if (other !== undefined)
      report(`stores '${read.stores}', and so does '${other}': an event has one name in the log`);
    written.set(read.stores, type);
  }
  return { definitions, problems };
}

function readDefinition(input: unknown, report: Report): ReadDefinition {
  const { becomes, upcast, stores, ...unknown } = isObject(input) ? input : {};
  for (const key of Object.keys(unknown)) report(`has the unknown key '${key}'`);
  if (stores !== undefined && becomes === undefined && upcast === undefined) {
    return { step: null, stores: readName(stores, "stores", report) };
  }
  if (stores !== undefined || typeof upcast !== "function" || !Array.isArray(becomes)) {
    report("must be { becomes, upcast } with a list and a function, or { stores } with one of today's types");
    return { step: null, stores: null };
  }
  return {
    step: { becomes: readBecomes(becomes, report), upcast: upcast as UpcastStep["upcast"] },
    stores: null,
  };
}

function readBecomes(input: readonly unknown[], report: Report): UpcastStep["becomes"] {
  const becomes = new Map<string, ReadonlyMap<string, FieldPath>>();
  for (const one of input) {
    const { type, fields = {}, ...unknown } = isObject(one) ? one : { type: one };
    for (const key of Object.keys(unknown)) report(`becomes has the unknown key '${key}'`);
    const name = readName(type, "becomes", report);
    if (becomes.has(name)) report(`becomes '${name}' twice`);
    becomes.set(name, readFields(fields, report));
  }
  return becomes;
}

function readFields(input: unknown, report: Report): ReadonlyMap<string, FieldPath> {
  if (!isObject(input)) report('has fields that are not an object: write { today: "stored" }');
  const fields = new Map<string, FieldPath>();
  for (const [field, stored] of Object.entries(isObject(input) ? input : {})) {
    // A type whose field may be left out allows undefined.
    if (stored === undefined) continue;
    const [path, place] = [readPath(field, report), readPath(stored, report)];
    fields.set(fieldKey(path), place);
  }
  return fields;
}

/** A dot separates the keys, as in conflict rules. */
function readPath(input: unknown, report: Report): FieldPath {
  const path = typeof input === "string" ? input.split(".") : [];
  if (path.length === 0 || path.some((key) => nameProblem(key) !== undefined)) {
    report(`has a field that is not a path such as "room.id": ${JSON.stringify(input)}`);
  }
  return Object.freeze(path);
}

function readName(input: unknown, what: string, report: Report): string {
  const problem = nameProblem(input);
  if (problem !== undefined) report(`has a type in '${what}' that ${problem}`);
  return String(input);
}

function isObject(input: unknown): input is Loose {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}
