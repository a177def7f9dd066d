/** What the front page shows is true: its rules and its program give its story, and its figures are those of the page on performance. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectNone } from "../snippets/expect-none.ts";
import { fencedBlocks } from "../snippets/fenced-blocks.ts";
import { runSnippet } from "../snippets/run-snippet.ts";
import { root } from "../snippets/snippet.ts";

const PAGE = "docs/index.md";
const page = readFileSync(join(root, PAGE), "utf8");
const picture = readFileSync(join(root, "docs/site/theme/founding-story.vue"), "utf8");
const blocks = fencedBlocks(PAGE, page);
const codeOf = (language: string): string => blocks.find((block) => block.language === language)?.code ?? "";
const rules = codeOf("conflicts").trim();

const BEFORE = `
import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore } from "@truce/core";
import { compileOrThrow } from "@truce/rules-dsl";

const rules = compileOrThrow([{ file: "crm.conflicts", text: ${JSON.stringify(`${rules}\n`)} }]);
const event = (type: string) => ({ type, data: {} });
const [registered, firstValue] = [event("ClientRegistered"), event("ClientValueUpgraded")];
const joesValue = event("ClientValueUpgraded");
const harrysNote = event("MeetingNoteAdded");
const annsValue = event("ClientValueDowngraded");
`;

describe("the program", () => {
  it("has the outcomes that its comments tell, and refuses with the reason in the picture", async () => {
    const reason = /“(.+)”/.exec(picture)?.[1];
    expect(rules).toContain(`/// ${reason}`);
    const message = "({ message }) => (message.includes(reason) ? 'refused' : message)";
    const code = codeOf("ts").replaceAll(
      /^await store\.append\((.*)\); \/\/ (\w+)$/gm,
      `console.log(await store.append($1).then(({ kind }) => kind, ${message})); // => $2`,
    );
    expect(code.match(/=> (appended|merged|refused)$/gm)).toHaveLength(3);
    expectNone(
      await runSnippet({
        file: PAGE,
        line: 1,
        language: "ts",
        flags: [],
        code: `${BEFORE}const reason = ${JSON.stringify(reason)};${code}`,
      }),
    );
  });

  it("and the rules have six lines each", () => {
    expect(rules.split("\n")).toHaveLength(6);
    expect(codeOf("ts").trim().split("\n")).toHaveLength(6);
  });
});

describe("the figures", () => {
  const performance = readFileSync(join(root, "docs/performance.md"), "utf8");

  it.each([
    ["32 writers, one hot stream", ["10,575", "283"]],
    ["1 writer", ["1,180", "2,260"]],
  ])("of %s are those that were measured", (workload, figures) => {
    const row = new RegExp(`^\\| ${workload} .*$`, "m").exec(performance)?.[0];
    expect(row).toBeDefined();
    for (const figure of figures) {
      expect(row).toContain(` ${figure} |`);
      expect(page).toContain(`**${figure}**`);
    }
  });
});
