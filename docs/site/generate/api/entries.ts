/** The entries of all packages, and what each shows to users. */

import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { root } from "../../pages/pages.ts";
import { docComment, type DocComment } from "./doc-comment.ts";
import { declarationOf, moduleAt, type Name, type Statement } from "./modules.ts";

export interface Declaration {
  readonly name: string;
  readonly at: Name;
  readonly statements: readonly Statement[];
  readonly doc: DocComment;
  /** False for a type that users see in other declarations but cannot import by this name. */
  readonly exported: boolean;
  /** The folder of the package in which it is declared. */
  readonly topic: string;
}

export interface Entry {
  /** What users write in an import, such as `@truce/core/rules`. */
  readonly specifier: string;
  /** The name of its page. */
  readonly page: string;
  readonly doc: DocComment;
  readonly declarations: readonly Declaration[];
}

/** Packages in the order in which a reader meets them. Others follow by name. */
const FIRST = ["core", "adapter-memory", "adapter-postgres", "rules-dsl", "rules-analysis", "testkit"];

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>;
}

/**
 * The entries of all built packages.
 *
 * @throws Error if a package is not built.
 */
export function apiEntries(): readonly Entry[] {
  const rank = (path: string): number => FIRST.indexOf(basename(dirname(path))) + 1 || Infinity;
  return globSync("packages/*/package.json", { cwd: root })
    .toSorted()
    .toSorted((a, b) => Math.sign(rank(a) - rank(b)) || 0)
    .flatMap((path) => {
      const { name, exports = {} } = JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest;
      const folder = join(root, dirname(path));
      return Object.entries(exports).flatMap(([subpath, target]) => {
        if (typeof target === "string" || target.types === undefined) return [];
        const file = join(folder, target.types);
        if (!existsSync(file)) throw new Error(`${file} does not exist: run 'npm run build' first`);
        return [entryOf(name + subpath.slice(1), file, join(folder, "dist"))];
      });
    });
}

function entryOf(specifier: string, file: string, dist: string): Entry {
  const { header, exports } = moduleAt(file);
  const found = new Map<string, Declaration>();
  const add = (name: string, from: Name, exported: boolean): void => {
    const at = declarationOf(from);
    if (at === undefined) return;
    const key = `${at.file}#${at.name}`;
    if (found.has(key)) return;
    const statements = moduleAt(at.file).statements.get(at.name) ?? [];
    const comment = statements.find(({ comment: text }) => text !== "")?.comment ?? "";
    const topic = relative(dist, dirname(at.file)).replaceAll("\\", "/").split("/")[0] ?? "";
    found.set(key, { name, at, statements, doc: docComment(comment), exported, topic });
  };
  for (const [name, from] of exports) add(name, from, true);
  // What an exported declaration mentions, and what that mentions.
  for (const { at, statements } of found.values()) {
    const { imports, statements: local } = moduleAt(at.file);
    for (const word of wordsIn(statements)) {
      const from = imports.get(word) ?? (local.has(word) ? { file: at.file, name: word } : undefined);
      if (from !== undefined) add(word, from, false);
    }
  }
  return {
    specifier,
    page: specifier.replace("@truce/", "").replaceAll("/", "-"),
    doc: docComment(header),
    declarations: [...found.values()],
  };
}

/** The words of declarations, comments aside: names that they may mention. */
export function wordsIn(statements: readonly Statement[]): ReadonlySet<string> {
  return new Set(
    statements.flatMap(({ code }) => code.replaceAll(/\/\*.*?\*\//gs, "").match(/[A-Za-z_$][\w$]*/g) ?? []),
  );
}

/** The name of the source file of a declaration, for a link to it. */
export function sourceOf({ at }: Declaration): string {
  const path = relative(root, at.file).replaceAll("\\", "/");
  return `${path.replace("/dist/", "/src/").slice(0, -basename(path).length)}${basename(path, ".d.ts")}.ts`;
}
