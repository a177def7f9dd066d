/**
 * Forbids import cycles between folders: if files in `a/` import files in `b/`, no chain of imports may lead from `b/` back to
 * `a/`, not even for types. `import/no-cycle` finds only cycles of files.
 */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Rule } from "./rule.ts";

const packages = resolve(import.meta.dirname, "../../packages");

/** For each folder of a package's sources, such as `packages/core/src/rules`, the folders that its files import from. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

let known: Graph | undefined;

export const noFolderCycles: Rule = {
  create(context) {
    const file = context.physicalFilename;
    const from = folderOf(file);
    const check = (source: { type: string; value?: unknown } | null): void => {
      if (from === null || typeof source?.value !== "string" || !source.value.startsWith(".")) return;
      const to = folderOf(join(dirname(file), source.value));
      if (to === null || to === from || !leadsTo(to, from, (known ??= readGraph()))) return;
      const message = `imports lead from ${relative(packages, to)} back to ${relative(packages, from)}, so this import closes a cycle`;
      context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
    };
  },
};

/** The folder directly below `src` that a source file belongs to. Null for any other file, and for files in `src` itself. */
function folderOf(file: string): string | null {
  const [name, src, folder, ...rest] = relative(packages, file).split(sep);
  const isSource = src === "src" && rest.length > 0 && !/\.test(-d)?\.ts$/.test(file);
  return name !== undefined && folder !== undefined && isSource ? join(packages, name, src, folder) : null;
}

function leadsTo(from: string, target: string, graph: Graph, seen = new Set<string>()): boolean {
  if (from === target) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return [...(graph.get(from) ?? [])].some((next) => leadsTo(next, target, graph, seen));
}

function readGraph(): Graph {
  const graph = new Map<string, Set<string>>();
  for (const name of readdirSync(packages)) {
    for (const file of sourcesBelow(join(packages, name, "src"))) {
      const from = folderOf(file);
      if (from === null) continue;
      const imported = graph.get(from) ?? new Set();
      graph.set(from, imported);
      for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(
        /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g,
      )) {
        const to = folderOf(join(dirname(file), specifier));
        if (to !== null && to !== from) imported.add(to);
      }
    }
  }
  return graph;
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path));
}
