/** Every block of the documentation is correct: TypeScript compiles and runs, rules compile, commands exist. */

import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, formatDiagnostics } from "@truce/rules-dsl";
import { beforeAll, describe, expect, it } from "vitest";
import { blocksOfDocuments } from "./documents.ts";
import { runSnippet } from "./snippets/run-snippet.ts";
import { expectNone } from "./snippets/expect-none.ts";
import { placeOf, root, type Snippet } from "./snippets/snippet.ts";
import { typeCheck } from "./snippets/type-check.ts";

const TIMEOUT_MS = 150_000;
const blocks = blocksOfDocuments();
const of = (language: string, ...without: readonly string[]) =>
  blocks
    .filter((block) => block.language === language && !without.some((flag) => block.flags.includes(flag)))
    .map((block) => [placeOf(block), block] as const);

describe("fences", () => {
  const FLAGS: Readonly<Record<string, RegExp>> = {
    ts: /^(no-run|fragment|)$/,
    conflicts: /^(error( CF\d{4})+|fragment|)$/,
    sh: /^$/,
    // These are not tested.
    ...Object.fromEntries(
      ["json", "jsonc", "lua", "toml", "yaml", "sql", "text", "md", "mermaid"].map((name) => [name, /^$/]),
    ),
  };

  it.each(blocks.map((block) => [placeOf(block), block] as const))(
    "%s has a known language and flags",
    (place, block) => {
      const { language, flags } = block;
      expect(Object.keys(FLAGS), `${place}: plain text is fenced as 'text'`).toContain(language);
      expect(flags.join(" "), `${place}: after '${language}'`).toMatch(FLAGS[language] ?? /^$/);
    },
  );
});

describe("links of the README of a package", () => {
  const HERE = /^https:\/\/github\.com\/truce-events\/truce\/(?:blob|tree)\/main\/([^?#]*)/;
  const links = globSync("packages/*/README.md", { cwd: root }).flatMap((file) =>
    Array.from(readFileSync(join(root, file), "utf8").matchAll(/\]\(([^)\s]+)\)/g), ([, link = ""]) => ({
      file,
      link,
    })),
  );

  it("are absolute, except to the pages of diagnostics: a package contains no other documents", () => {
    expect(links.filter(({ link }) => !/^https:\/\/|^#|^diagnostics\//.test(link))).toEqual([]);
  });

  it("lead to files that exist, if they are in this repository", () => {
    const paths = links.flatMap(({ link }) => HERE.exec(link)?.[1] ?? []);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe("TypeScript", { timeout: TIMEOUT_MS }, () => {
  const checked = of("ts", "fragment");
  let errors: ReadonlyMap<string, string>;

  beforeAll(async () => {
    errors = await typeCheck(
      { name: "documentation" },
      checked.map(([, block]) => block),
    );
  }, TIMEOUT_MS);

  it.each(checked)("%s compiles", (place) => {
    expectNone(errors.get(place));
  });

  it.concurrent.each(of("ts", "fragment", "no-run"))("%s runs", async (_place, block) => {
    expectNone(await runSnippet(block));
  });
});

describe("fragments that begin with the path of a file", () => {
  const named = of("ts").flatMap(([place, { code }]) => {
    const [, file, text] = /^\s*\/\/ (\S+\/\S+\.ts)\n(.*)$/s.exec(code) ?? [];
    return file === undefined ? [] : [[place, file, text] as const];
  });

  it.each(named)("%s is the text of %s", (_place, file, text) => {
    expect(text?.trimEnd()).toBe(readFileSync(join(root, file), "utf8").trimEnd());
  });

  it("exist", () => {
    expect(named.length).toBeGreaterThan(0);
  });
});

describe("conflict rules", () => {
  it.each(of("conflicts", "fragment"))("%s compile", (place, { file, flags, code: text }: Snippet) => {
    const files = [{ file, text }];
    const errors = compile(files).diagnostics.filter(({ severity }) => severity === "error");
    const codes = errors.map(({ code }) => code).toSorted();
    expect(codes, `${place}\n${formatDiagnostics(errors, files)}`).toEqual(flags.slice(1).toSorted());
  });
});

describe("commands", () => {
  const COMMAND =
    /\bnpm (?:run (?<run>[\w:-]+)|(?<short>test|start)\b)(?: (?:-w|--workspace) (?<workspace>\S+))?/g;
  const commands = of("sh").flatMap(([place, { code }]) =>
    Array.from(code.matchAll(COMMAND), ({ 0: command, groups = {} }) => {
      const manifest = join(groups["workspace"] ?? "", "package.json");
      return [place, command, groups["run"] ?? groups["short"] ?? "", manifest] as const;
    }),
  );

  it.each(commands)("%s: the script of '%s' exists", (place, command, script, manifest) => {
    const { scripts } = JSON.parse(readFileSync(join(root, manifest), "utf8")) as { scripts: object };
    expect(scripts, `${place}: ${manifest} has no script for '${command}'`).toHaveProperty([script]);
  });
});
