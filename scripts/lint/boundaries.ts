/** Checks every import against the zones. Zones do not apply to tests, but tests too must import other packages by name. */

import { dirname, relative, resolve, sep } from "node:path";
import type { Rule } from "./rule.ts";
import { zones, type Zone } from "./zones.ts";

const root = resolve(import.meta.dirname, "../..");

/** The entries of packages besides the main ones. */
const PUBLIC_SUBPATHS: ReadonlySet<string> = new Set([
  "@truce/adapter-postgres/pglite-browser",
  "@truce/adapter-postgres/pglite-node",
  "@truce/core/adapter",
  "@truce/core/rules",
  "@truce/rules-analysis/rule-tests",
  "@truce/rules-dsl/node",
  "@truce/rules-dsl/notation",
  "@truce/test-support/campaigns",
  "@truce/test-support/editor",
  "@truce/test-support/embedded-postgres",
  "@truce/test-support/postgres",
  "@truce/testkit/history",
]);

export const boundaries: Rule = {
  create(context) {
    const file = fromRoot(context.physicalFilename);
    const check = (source: { type: string; value?: unknown } | null): void => {
      if (typeof source?.value !== "string") return;
      const message = violation(file, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
    };
  },
};

/** Why the file may not import this, or undefined if it may. */
function violation(file: string, specifier: string): string | undefined {
  const zone = /\.test(-d)?\.ts$/.test(file) ? undefined : zones.find(({ files }) => files.test(file));
  // Vite reads such a file as text, so this is not an import of code.
  if (specifier.endsWith("?raw")) return undefined;
  if (specifier.startsWith(".")) {
    const target = fromRoot(resolve(root, dirname(file), specifier));
    if (packageOf(target) !== packageOf(file)) return "import another package by its name";
    return zone && fileViolation(zone, target);
  }
  if (specifier.startsWith("@truce/")) return packageViolation(zone, specifier);
  const isAllowed =
    zone === undefined || ((zone.libraries?.test(specifier) ?? true) && !zone.forbidden?.test(specifier));
  return isAllowed ? undefined : "this file may not import that library";
}

function fileViolation(zone: Zone, target: string): string | undefined {
  const inFolder = (folder: string): boolean => target.startsWith(`${folder}/`);
  if (zone.without?.some(inFolder)) return `this file may not import from ${zone.without.join(", ")}`;
  if (zone.within === undefined) return undefined;
  if (zone.within.some(inFolder)) return undefined;
  return `this file may import only from ${zone.within.join(", ")}`;
}

function packageViolation(zone: Zone | undefined, specifier: string): string | undefined {
  const [scope, name, ...subpath] = specifier.split("/");
  if (subpath.length > 0 && !PUBLIC_SUBPATHS.has(specifier)) return "this is not an entry of the package";
  if (zone?.forbidden?.test(specifier)) return "this file may not import that entry of the package";
  if (zone === undefined || zone.packages.includes(`${scope}/${name}`)) return undefined;
  return `of the other packages, this one may import only: ${zone.packages.join(", ") || "none"}`;
}

function packageOf(file: string): string {
  return /^(packages|examples)\/[^/]+/.exec(file)?.[0] ?? "";
}

function fromRoot(path: string): string {
  return relative(root, path).split(sep).join("/");
}
