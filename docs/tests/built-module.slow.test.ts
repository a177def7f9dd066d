/** The modules that `truce build` writes, as users use them: compiled with the strictest settings, checked against events, and run. */

import { generateModule } from "@truce/rules-analysis";
import { compileOrThrow } from "@truce/rules-dsl";
import { check as isFormatted } from "prettier";
import { parseSync } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { runSnippet } from "./snippets/run-snippet.ts";
import { placeOf, type Snippet } from "./snippets/snippet.ts";
import { typeCheck } from "./snippets/type-check.ts";

const STRICTEST = {
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  noUncheckedSideEffectImports: true,
  types: [],
};

const crm = compileOrThrow([
  {
    file: "crm.conflicts",
    text: `
      /// Two people adjusted the same deal value.
      ClientValueUpgraded conflicts ClientValueUpgraded
      MeetingNoteAdded never conflicts
      NotePinned conflicts NotePinned on noteId
      stream client {
        override NotePinned conflicts NotePinned
      }
    `,
  },
]);

const HOSTILE_NAMES = [
  `"`,
  "'",
  "`",
  "\\",
  "\\\\n",
  "a\nb",
  "\u2028",
  "*/",
  "</script>",
  "<!--",
  "\u{1F600}",
  "注文",
];
const hostile = compileOrThrow([
  {
    file: "*/ \u2028 `${x}` </script>\n.conflicts",
    text: HOSTILE_NAMES.map(
      (name) =>
        `/// ${name.replaceAll(/[\n\u2028]/g, " ")}\n${JSON.stringify(name)} conflicts ${JSON.stringify(name)}\n`,
    ).join(""),
  },
]);

const modules = {
  "crm.ts": module("crm.ts", generateModule(crm)),
  "hostile.ts": module("hostile.ts", generateModule(hostile)),
  "declared.ts": module("declared.ts", generateModule(crm, { events: ["ClientRegistered"] })),
  "large.ts": module("large.ts", generateModule(largeRules())),
};

const EVENTS = `
  type Upgraded = Event<"ClientValueUpgraded", { to: number }>;
  type Noted = Event<"MeetingNoteAdded", { text: string }>;
  type Pinned = Event<"NotePinned", { noteId: string }>;
`;

let programCount = 0;
const programs = {
  "the right names": program(
    `createEventStore<Upgraded | Noted | Pinned | Event<"ClientRegistered">>({ adapter, rules });`,
  ),
  "a name that the rules know": program(`export const type: EventType = "NotePinned";`),
  "the id of a stream that has rules": program(`
    const id: \`\${Category}-\${string}\` = "client-42";
    export const all: readonly (typeof id)[] = categories.map((category) => \`\${category}-1\` as const);
  `),
  "a misspelt category": program(`export const id: \`\${Category}-\${string}\` = "clients-42";`),
  "a name that the events do not have": program(`createEventStore<Upgraded | Noted>({ adapter, rules });`),
  "a misspelt event": program(
    `createEventStore<Upgraded | Event<"MeetingNoteAded"> | Pinned>({ adapter, rules });`,
  ),
  "a misspelt field": program(
    `createEventStore<Upgraded | Noted | Event<"NotePinned", { noteID: string }>>({ adapter, rules });`,
  ),
  "a name that the rules do not know": program(`export const type: EventType = "NotePined";`),
};

describe("a built module", { timeout: 60_000 }, () => {
  let errors: ReadonlyMap<string, string>;
  const errorsOf = (snippet: Snippet): string | undefined => errors.get(placeOf(snippet));

  beforeAll(async () => {
    const snippets = [...Object.values(modules), ...Object.values(programs)];
    errors = await typeCheck({ name: "built-modules", compilerOptions: STRICTEST }, snippets);
  }, 60_000);

  it.each(Object.values(modules))("compiles under the strictest settings: $file", (snippet) => {
    expect(errorsOf(snippet)).toBeUndefined();
  });

  it.each(Object.values(modules))("imports only core: $file", ({ file, code }) => {
    const { staticImports, dynamicImports } = parseSync(file, code).module;
    expect(staticImports.map(({ moduleRequest }) => moduleRequest.value)).toEqual(["@truce/core/rules"]);
    expect(dynamicImports).toEqual([]);
  });

  it("is accepted by an application whose events have the names and fields of the rules", () => {
    expect(errorsOf(programs["the right names"])).toBeUndefined();
    expect(errorsOf(programs["a name that the rules know"])).toBeUndefined();
    expect(errorsOf(programs["the id of a stream that has rules"])).toBeUndefined();
  });

  it.each([
    ["a name that the events do not have", '"NotePinned"'],
    ["a misspelt event", '"MeetingNoteAdded"'],
    ["a misspelt field", '"NotePinned on noteId"'],
    ["a name that the rules do not know", '"NotePined"'],
    ["a misspelt category", '"clients-42"'],
  ] as const)("is not accepted by an application with %s, and the compiler names it", (name, culprit) => {
    expect(errorsOf(programs[name])).toContain(culprit);
  });

  it("has the same rules as its source files", async () => {
    const rules = JSON.stringify([hostile.fingerprint, hostile.rules]);
    const text = `if (JSON.stringify([rules.fingerprint, rules.rules]) !== ${JSON.stringify(rules)}) throw new Error("other rules");`;
    expect(await runSnippet(withMore(modules["hostile.ts"], text))).toBeUndefined();
    expect(await runSnippet(withMore(modules["crm.ts"], text))).toContain("other rules");
  });

  it("is skipped by Prettier if the option for generated files is set", async () => {
    const { code } = modules["crm.ts"];
    const formatter = { parser: "typescript", checkIgnorePragma: true };
    expect(await isFormatted(code, formatter)).toBe(true);
    expect(await isFormatted(code.replace("@noformat", ""), formatter)).toBe(false);
  });

  it("does not load if its rules were edited", async () => {
    const { code } = modules["crm.ts"];
    const edited = code.replace(
      'conflictsWith: [{ type: "NotePinned" }]',
      'conflictsWith: [{ type: "NoteRead" }]',
    );
    expect(edited).not.toBe(code);
    expect(await runSnippet({ ...modules["crm.ts"], code: edited })).toContain("build them again");
  });
});

function module(file: string, code: string): Snippet {
  return { file, line: 1, language: "ts", flags: [], code };
}

/** An application that imports the module of the CRM. */
function program(code: string): Snippet {
  const adapter = "declare const adapter: StorageAdapter;";
  const imports = `
    import { createEventStore, type Event } from "@truce/core";
    import type { StorageAdapter } from "@truce/core/adapter";
    import { categories, rules, type Category, type EventType } from "./crm.ts.1.mts";
    export type Used = [Category, typeof categories, EventType, typeof createEventStore, typeof rules, typeof adapter, Upgraded, Noted, Pinned];
  `;
  programCount += 1;
  return module(`program-${programCount}.ts`, [imports, EVENTS, adapter, code].join("\n"));
}

function withMore(snippet: Snippet, code: string): Snippet {
  return { ...snippet, code: `${snippet.code}\n${code}` };
}

/** So many rules, of different shapes, that TypeScript cannot compile them as one list. */
function largeRules(): typeof crm {
  const rules = Array.from({ length: 2_000 }, (_, n) =>
    n % 2 === 0 ? `/// Why ${n}.\nEvent${n} conflicts Event${n + 1} on id\n` : `Event${n} never conflicts\n`,
  );
  return compileOrThrow([{ file: "large.conflicts", text: rules.join("") }]);
}
