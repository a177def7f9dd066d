/** The founding story in a browser: rules that are compiled there let the note through, and refuse the second value. */

import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";

const browser = useBrowser();

const FILES = [
  {
    file: "crm.conflicts",
    text: `language 1

/// Two people adjusted the same deal value.
ClientValueUpgraded conflicts ClientValueUpgraded, ClientValueDowngraded
MeetingNoteAdded    never conflicts
`,
  },
];
const REASON = "Two people adjusted the same deal value.";
const SOURCE = { file: "crm.conflicts", line: 4, column: 1 };

const STORY = {
  outcomes: [
    { kind: "appended", version: 1, mergedOver: 0 },
    { kind: "appended", version: 2, mergedOver: 0 },
    { kind: "merged", version: 3, mergedOver: 1 },
    {
      code: "conflict",
      message: expect.stringContaining(`(crm.conflicts:4: ${REASON})`) as string,
      reason: REASON,
      source: SOURCE,
      problem: expect.objectContaining({ status: 409 }) as object,
    },
  ],
  stream: ["1 ClientRegistered", "2 ClientValueUpgraded", "3 MeetingNoteAdded"],
};

test.each(["memory", "PGlite"] as const)(
  "with %s, a conflict has its file, line and reason",
  async (storage) => {
    const tab = await browser.openTab();
    expect(await tab.run("foundingStory", storage, FILES)).toEqual(STORY);
  },
);

test.each(["memory", "PGlite"] as const)("with %s, the story is the same in a worker", async (storage) => {
  const tab = await browser.openTab();
  expect(await tab.runInWorker("foundingStory", storage, FILES)).toEqual(STORY);
});
