/** Reads `truce.json`, which lists the projects of a repository. */

import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { nearest } from "../text/suggestions.ts";
import { TRUCE_JSON } from "./find-truce-json.ts";
import { InvalidSettingsError, type SettingsProblem } from "./invalid-settings-error.ts";
import { isModule } from "./is-module.ts";
import type { JsonPath, JsonProblem } from "./placed-json.ts";
import { projectPath } from "./project-path.ts";
import { readOrdinaryFile } from "./read-bytes.ts";
import { decodeText } from "./read-text.ts";

/** A project of `truce.json`. */
export interface ConfiguredProject {
  /** Its root, from the folder of `truce.json`. A normalised path; `.` for the folder itself. */
  readonly root: string;
  /** The list of event types, from the root. */
  readonly events?: string;
  /** The module that `truce build` writes, from the root. */
  readonly out?: string;
  /** The module that has the rules, from the root. */
  readonly rules?: string;
}

/** Reports a problem with the value at a path. */
type Report = (path: JsonPath, message: string) => undefined;

const MAX_BYTES = 1024 * 1024;
const KEYS = ["$schema", "projects"] as const;
const PROJECT_KEYS = ["root", "events", "out", "rules"] as const;

/**
 * Reads the `truce.json` of a folder.
 *
 * @throws InvalidSettingsError (code `invalid-settings`) with all problems, each with its line and column.
 */
export async function readTruceJson(folder: string): Promise<readonly ConfiguredProject[]> {
  const result = await readOrdinaryFile(join(folder, TRUCE_JSON), MAX_BYTES);
  const decoded = "bytes" in result ? decodeText(result.bytes) : result;
  if ("unreadable" in decoded) {
    const message = `'${TRUCE_JSON}' ${decoded.unreadable}`;
    throw new InvalidSettingsError({ start: null, message });
  }
  // Loaded when it is needed: most programs that read rules have no use for a YAML parser.
  const { readPlacedJson } = await import("./placed-json.ts");
  const json = readPlacedJson(decoded.text.replace(/^\u{FEFF}/u, ""));
  if ("message" in json) throw invalid(json);
  const problems: JsonProblem[] = [];
  const report: Report = (path, message) => {
    problems.push({ message, place: json.placeOf(path) });
  };
  const projects = projectsFrom(json.value, folder, report);
  if (problems.length === 0) await checkRoots(projects, folder, report);
  const [first, ...others] = problems;
  if (first !== undefined) throw invalid(first, ...others);
  return projects;
}

function invalid(first: JsonProblem, ...others: readonly JsonProblem[]): InvalidSettingsError {
  return new InvalidSettingsError(problemOf(first), ...others.map(problemOf));
}

function problemOf({ message, place }: JsonProblem): SettingsProblem {
  return { start: place, message };
}

function projectsFrom(value: unknown, folder: string, report: Report): readonly ConfiguredProject[] {
  if (!isObject(value)) {
    report([], 'write { "projects": [{ "root": "..." }] }');
    return [];
  }
  checkKeys(value, KEYS, [], report);
  if (value["$schema"] !== undefined && typeof value["$schema"] !== "string")
    report(["$schema"], "'$schema' must be a string");
  const { projects } = value;
  if (!Array.isArray(projects) || projects.length === 0) {
    report(["projects"], '\'projects\' must be a list: write [{ "root": "..." }]');
    return [];
  }
  return projects.flatMap(
    (project: unknown, index) => projectFrom(project, ["projects", index], folder, report) ?? [],
  );
}

function projectFrom(
  value: unknown,
  path: JsonPath,
  folder: string,
  report: Report,
): ConfiguredProject | undefined {
  if (!isObject(value)) return report(path, 'a project is written as { "root": "..." }');
  checkKeys(value, PROJECT_KEYS, path, report);
  if (value["root"] === undefined) return report(path, "this project has no 'root'");
  const root = pathFrom(value, "root", path, folder, folder, report);
  if (root === undefined) return undefined;
  const inRoot = resolve(folder, root);
  const events = pathFrom(value, "events", path, inRoot, folder, report);
  const out = pathFrom(value, "out", path, inRoot, folder, report);
  const rules = pathFrom(value, "rules", path, inRoot, folder, report);
  if (rules !== undefined && projectPath(inRoot, resolve(inRoot, rules)) === null)
    report([...path, "rules"], `'${rules}' is outside the root of the project`);
  if (rules !== undefined && !isModule(rules))
    report(
      [...path, "rules"],
      `'${rules}' is not a module: .conflicts files need no 'rules', all below the root count`,
    );
  if (rules !== undefined && out !== undefined)
    report(
      [...path, "out"],
      "'out' is built from .conflicts files, but the rules of this project are a module",
    );
  return {
    root,
    ...(events !== undefined && { events }),
    ...(out !== undefined && { out }),
    ...(rules !== undefined && { rules }),
  };
}

/** A path inside the folder of `truce.json`. A root is returned as the path from that folder, the others as written. */
function pathFrom(
  value: Readonly<Record<string, unknown>>,
  key: (typeof PROJECT_KEYS)[number],
  path: JsonPath,
  base: string,
  folder: string,
  report: Report,
): string | undefined {
  const text = value[key];
  if (text === undefined) return undefined;
  const at = [...path, key];
  if (typeof text !== "string" || text === "")
    return report(at, `'${key}' must be a string that is not empty`);
  if (isAbsolute(text)) return report(at, `'${text}' is absolute: write it from ${baseName(key)}`);
  const fromFolder = projectPath(folder, resolve(base, text));
  if (fromFolder === null) return report(at, `'${text}' is outside the folder of ${TRUCE_JSON}`);
  return key === "root" ? fromFolder : text;
}

function baseName(key: (typeof PROJECT_KEYS)[number]): string {
  return key === "root" ? `the folder of ${TRUCE_JSON}` : "the root of the project";
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: JsonPath,
  report: Report,
): void {
  for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
    const near = nearest(key, known);
    const hint =
      near === undefined ? `write ${known.map((name) => `'${name}'`).join(", ")}` : `did you mean '${near}'?`;
    report([...path, key], `there is no key '${key}' here: ${hint}`);
  }
}

/** Checks that every root is a folder, and that no file belongs to two projects. */
async function checkRoots(
  projects: readonly ConfiguredProject[],
  folder: string,
  report: Report,
): Promise<void> {
  const real: string[] = [];
  for (const [index, { root, out }] of projects.entries()) {
    const at: JsonPath = ["projects", index, "root"];
    const path = await realFolder(join(folder, root));
    if (path === null) report(at, `'${root}' is not a folder`);
    const other = path === null ? -1 : real.findIndex((one) => one !== "" && areNested(one, path));
    if (other >= 0)
      report(
        at,
        `'${root}' and '${projects[other]?.root}' are inside one another: a file would belong to two projects`,
      );
    real.push(path ?? "");
    const target = out === undefined ? null : resolve(folder, root, out);
    const same = projects
      .slice(0, index)
      .find((one) => one.out && resolve(folder, one.root, one.out) === target);
    if (same !== undefined)
      report(["projects", index, "out"], `'${out}' is already the module of '${same.root}'`);
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
