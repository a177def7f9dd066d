/**
 * Every example in a doc comment compiles. An example that has imports is a whole program. Any other example gets imports
 * for the names that it uses, from the packages (its own package and file first) and from `preludes`.
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
  let errors: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const packages = packageEntries();
    errors = await typeCheck(
      // Allows the same import for types and values.
      { name: "doc-comments", compilerOptions: { verbatimModuleSyntax: false, isolatedModules: false } },
      examples.map(([, example]) => withImports(example, packages)),
    );
  }, 60_000);

  it.each(examples)("%s compiles", (place) => {
    expectNone(errors.get(place));
  });
});

/** Adds imports to an example, and puts it in a block, so that its own names hide imported ones. */
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

/** The sources of an example's names. The first source that has a name wins. */
function sourcesFor(file: string, packages: readonly Entry[]): readonly Pick<Entry, "specifier" | "names">[] {
  const own = packages.filter(({ folder }) => file.startsWith(`${folder}/`));
  const core = packages.filter(({ folder }) => folder === "packages/core");
  const preludes = [file.split("/")[1], "usual"]
    .map((name) => `${PRELUDES}/${name}.ts`)
    .filter((path) => existsSync(join(root, path)));
  const fromFile = (path: string) => ({ specifier: join(root, path), names: exportedNames(path) });
  return [...own, fromFile(file), ...core, ...packages, ...preludes.map(fromFile)];
}
