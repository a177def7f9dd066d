/**
 * Every example in a doc comment compiles. One that imports something is a whole program; to any other is given what it
 * names: what the packages export (its own package and file first), and the names in `preludes`.
 */

import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, it } from "vitest";
import { exportedNames, packageEntries, type Entry } from "./exported-names.ts";
import { docCommentBlocks } from "./snippets/doc-comment-blocks.ts";
import { expectNone } from "./snippets/expect-none.ts";
import { placeOf, root, type Snippet } from "./snippets/snippet.ts";
import { typeCheck } from "./snippets/type-check.ts";

const PRELUDES = "docs/tests/preludes";

const examples = globSync("packages/*/src/**/*.ts", { cwd: root })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => !/\.test(-d)?\.ts$/.test(path))
  .toSorted()
  .flatMap((file) => docCommentBlocks(file, readFileSync(join(root, file), "utf8")))
  .filter(({ language }) => language === "ts")
  .map((example) => [placeOf(example), example] as const);

describe("examples in doc comments", () => {
  let complaints: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const packages = packageEntries();
    complaints = await typeCheck(
      // Lets types and values be imported alike.
      { name: "doc-comments", compilerOptions: { verbatimModuleSyntax: false, isolatedModules: false } },
      examples.map(([, example]) => withImports(example, packages)),
    );
  }, 60_000);

  it.each(examples)("%s compiles", (place) => {
    expectNone(complaints.get(place));
  });
});

/** The example in a block of its own, where its names hide those that are imported. */
function withImports(example: Snippet, packages: readonly Entry[]): Snippet {
  const { code, file } = example;
  if (/^\s*import /m.test(code)) return example;
  const words = new Set(code.match(/[\w$]+/g));
  const imports = sourcesFor(file, packages).flatMap(({ specifier, names }) => {
    const used = [...names].filter((name) => words.delete(name));
    return used.length === 0 ? [] : [`import { ${used.join(", ")} } from ${JSON.stringify(specifier)};`];
  });
  return { ...example, code: code.replace("\n", () => `${imports.join(" ")} {\n`) + "}" };
}

/** Where an example's names may come from; what comes first wins. */
function sourcesFor(file: string, packages: readonly Entry[]): readonly Pick<Entry, "specifier" | "names">[] {
  const own = packages.filter(({ folder }) => file.startsWith(`${folder}/`));
  const core = packages.filter(({ folder }) => folder === "packages/core");
  const preludes = [file.split("/")[1], "usual"]
    .map((name) => `${PRELUDES}/${name}.ts`)
    .filter((path) => existsSync(join(root, path)));
  const fromFile = (path: string) => ({ specifier: join(root, path), names: exportedNames(path) });
  return [...own, fromFile(file), ...core, ...packages, ...preludes.map(fromFile)];
}
