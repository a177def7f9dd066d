/** Reads the type declarations of built packages: what a module exports, imports and declares. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "vite";

/** A name in a module. */
export interface Name {
  readonly file: string;
  readonly name: string;
}

/** A statement that declares a name: its text, and the text of the doc comment before it. */
export interface Statement {
  readonly code: string;
  readonly comment: string;
}

export interface Module {
  /** The doc comment at the beginning. */
  readonly header: string;
  /** What it exports, and where that comes from; in the order of the file. */
  readonly exports: ReadonlyMap<string, Name>;
  /** What it imports from modules of its own package. */
  readonly imports: ReadonlyMap<string, Name>;
  /** Several statements for one name are overloads, or an interface beside a class. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
}

const modules = new Map<string, Module>();

export function moduleAt(file: string): Module {
  const known = modules.get(file) ?? readModule(file);
  modules.set(file, known);
  return known;
}

/** Where a name is declared, or undefined if that is in another package. */
export function declarationOf({ file, name }: Name): Name | undefined {
  const { exports, imports, statements } = moduleAt(file);
  if (statements.has(name)) return { file, name };
  const from = exports.get(name) ?? imports.get(name);
  return from === undefined || from.file === file ? undefined : declarationOf(from);
}

function readModule(file: string): Module {
  const text = readFileSync(file, "utf8");
  const { module, program, comments } = parseSync(file, text);
  const docs = comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"));
  const exports = new Map<string, Name>();
  for (const { exportName, importName, localName, moduleRequest } of module.staticExports.flatMap(
    ({ entries }) => entries,
  )) {
    const name = importName.name ?? localName.name;
    if (exportName.name === null || name === null) continue;
    const from = moduleRequest === null ? file : declarationFile(file, moduleRequest.value);
    if (from !== undefined) exports.set(exportName.name, { file: from, name });
  }
  const imports = new Map<string, Name>();
  for (const { entries, moduleRequest } of module.staticImports) {
    const from = declarationFile(file, moduleRequest.value);
    if (from === undefined) continue;
    for (const { importName, localName } of entries) {
      if (importName.name !== null) imports.set(localName.value, { file: from, name: importName.name });
    }
  }
  const statements = new Map<string, Statement[]>();
  for (const node of program.body) {
    const declaration = node.type === "ExportNamedDeclaration" ? node.declaration : node;
    for (const name of namesOf(declaration)) {
      const comment = docs.findLast(
        ({ end }) => end <= node.start && text.slice(end, node.start).trim() === "",
      );
      const code = text.slice(node.start, node.end);
      const others = statements.get(name) ?? [];
      statements.set(name, [...others, { code, comment: comment?.value ?? "" }]);
    }
  }
  return { header: docs[0]?.value ?? "", exports, imports, statements };
}

type Node = ReturnType<typeof parseSync>["program"]["body"][number];

function namesOf(node: Node | null): readonly string[] {
  switch (node?.type) {
    case "VariableDeclaration":
      return node.declarations.flatMap(({ id }) => (id.type === "Identifier" ? id.name : []));
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return [node.id.name];
    case "ClassDeclaration":
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      return node.id === null ? [] : [node.id.name];
    default:
      return [];
  }
}

/** The file that a relative import leads to; undefined for another package. */
function declarationFile(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return join(dirname(importer), specifier.replace(/\.[jt]s$/, ".d.ts"));
}
