/** `truce.json`: the projects of a repository. */

import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { nearest } from "@truce/rules-dsl";
import { decodeText, projectPath, readOrdinaryFile } from "@truce/rules-dsl/node";
import { MisuseError } from "../misuse-error.ts";
import { readPlacedJson, type JsonPath, type JsonProblem } from "./placed-json.ts";
import { TRUCE_JSON } from "./find-truce-json.ts";

/** A project of `truce.json`. */
export interface ConfiguredProject {
  /** Its root, from the folder of `truce.json`: without `.` and `..`, or `.` alone. */
  readonly root: string;
  /** The list of event types, from the root. */
  readonly events?: string;
  /** The module that `truce build` writes, from the root. */
  readonly out?: string;
}

/** Notes a problem with what is at a path. */
type Complain = (path: JsonPath, message: string) => undefined;

const MAX_BYTES = 1024 * 1024;
const KEYS = ["$schema", "projects"] as const;
const PROJECT_KEYS = ["root", "events", "out"] as const;

/**
 * Reads the `truce.json` of a folder.
 *
 * @throws MisuseError with everything that is wrong, each problem at its line.
 */
export async function readTruceJson(folder: string): Promise<readonly ConfiguredProject[]> {
  const result = await readOrdinaryFile(join(folder, TRUCE_JSON), MAX_BYTES);
  const decoded = "bytes" in result ? decodeText(result.bytes) : result;
  if ("unreadable" in decoded) throw new MisuseError(`'${TRUCE_JSON}' ${decoded.unreadable}`);
  const json = readPlacedJson(decoded.text.replace(/^\u{FEFF}/u, ""));
  if ("message" in json) throw invalid([json]);
  const problems: JsonProblem[] = [];
  const complain: Complain = (path, message) => {
    problems.push({ message, place: json.placeOf(path) });
  };
  const projects = projectsFrom(json.value, folder, complain);
  if (problems.length === 0) await checkRoots(projects, folder, complain);
  if (problems.length > 0) throw invalid(problems);
  return projects;
}

function invalid(problems: readonly JsonProblem[]): MisuseError {
  const lines = problems.map(
    ({ message, place: { line, column } }) => `${TRUCE_JSON}:${line}:${column}: ${message}`,
  );
  const [first = "", ...others] = lines;
  return new MisuseError(first, ...others);
}

function projectsFrom(value: unknown, folder: string, complain: Complain): readonly ConfiguredProject[] {
  if (!isObject(value)) {
    complain([], 'write { "projects": [{ "root": "..." }] }');
    return [];
  }
  checkKeys(value, KEYS, [], complain);
  if (value["$schema"] !== undefined && typeof value["$schema"] !== "string")
    complain(["$schema"], "'$schema' must be a text");
  const { projects } = value;
  if (!Array.isArray(projects) || projects.length === 0) {
    complain(["projects"], '\'projects\' must be a list: write [{ "root": "..." }]');
    return [];
  }
  return projects.flatMap(
    (project: unknown, index) => projectFrom(project, ["projects", index], folder, complain) ?? [],
  );
}

function projectFrom(
  value: unknown,
  path: JsonPath,
  folder: string,
  complain: Complain,
): ConfiguredProject | undefined {
  if (!isObject(value)) return complain(path, 'a project is written as { "root": "..." }');
  checkKeys(value, PROJECT_KEYS, path, complain);
  if (value["root"] === undefined) return complain(path, "this project has no 'root'");
  const root = pathFrom(value, "root", path, folder, folder, complain);
  if (root === undefined) return undefined;
  const inRoot = resolve(folder, root);
  const events = pathFrom(value, "events", path, inRoot, folder, complain);
  const out = pathFrom(value, "out", path, inRoot, folder, complain);
  return { root, ...(events !== undefined && { events }), ...(out !== undefined && { out }) };
}

/** A path that leads nowhere outside the folder of `truce.json`. A root is given from there, the others as written. */
function pathFrom(
  value: Readonly<Record<string, unknown>>,
  key: (typeof PROJECT_KEYS)[number],
  path: JsonPath,
  base: string,
  folder: string,
  complain: Complain,
): string | undefined {
  const text = value[key];
  if (text === undefined) return undefined;
  const at = [...path, key];
  if (typeof text !== "string" || text === "")
    return complain(at, `'${key}' must be a text that is not empty`);
  if (isAbsolute(text)) return complain(at, `'${text}' is absolute: write it from ${baseName(key)}`);
  const fromFolder = projectPath(folder, resolve(base, text));
  if (fromFolder === null) return complain(at, `'${text}' is outside the folder of ${TRUCE_JSON}`);
  return key === "root" ? fromFolder : text;
}

function baseName(key: (typeof PROJECT_KEYS)[number]): string {
  return key === "root" ? `the folder of ${TRUCE_JSON}` : "the root of the project";
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: JsonPath,
  complain: Complain,
): void {
  for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
    const near = nearest(key, known);
    const hint =
      near === undefined ? `write ${known.map((name) => `'${name}'`).join(", ")}` : `did you mean '${near}'?`;
    complain([...path, key], `there is no key '${key}' here: ${hint}`);
  }
}

/** Every root is a folder, and no file belongs to two projects. */
async function checkRoots(
  projects: readonly ConfiguredProject[],
  folder: string,
  complain: Complain,
): Promise<void> {
  const real: string[] = [];
  for (const [index, { root, out }] of projects.entries()) {
    const at: JsonPath = ["projects", index, "root"];
    const path = await realFolder(join(folder, root));
    if (path === null) complain(at, `'${root}' is not a folder`);
    const other = path === null ? -1 : real.findIndex((one) => one !== "" && areNested(one, path));
    if (other >= 0)
      complain(
        at,
        `'${root}' and '${projects[other]?.root}' are inside one another: a file would belong to two projects`,
      );
    real.push(path ?? "");
    const target = out === undefined ? null : resolve(folder, root, out);
    const same = projects
      .slice(0, index)
      .find((one) => one.out && resolve(folder, one.root, one.out) === target);
    if (same !== undefined)
      complain(["projects", index, "out"], `'${out}' is the module of '${same.root}' already`);
  }
}

function areNested(one: string, other: string): boolean {
  return projectPath(one, other) !== null || projectPath(other, one) !== null;
}

async function realFolder(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isDirectory() ? await realpath(path) : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
