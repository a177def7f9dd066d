/** The playground of the site, used as a person uses it: by its words, its buttons and the keyboard. */

import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { lowContrasts } from "./support/contrast.ts";
import { namelessControls } from "./support/nameless-controls.ts";
import { serveSite, type Site } from "./support/serve-site.ts";

let site: Site;
let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  site = await serveSite();
  browser = await chromium.launch({ executablePath: inject("chromium"), args: ["--no-sandbox"] });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  if (errors.length > 0) throw new Error(`errors of the pages: ${errors.splice(0).join("; ")}`);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

/** Opens the playground in a browser of its own. @param hash - What follows it in the address. */
async function open(options: BrowserContextOptions = {}, hash = ""): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.on("weberror", (error) => errors.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${site.url}/playground${hash}`);
  await editor(page).waitFor();
  return page;
}

const editor = (page: Page): Locator => page.getByRole("textbox", { name: "Conflict rules" });
const problems = (page: Page): Locator => page.getByRole("list", { name: "Problems" });
const outcome = (page: Page, name: string): Locator =>
  page.getByRole("status", { name: `Outcome for ${name}` });
const completion = (page: Page, name: string): Locator =>
  page.locator(".cm-tooltip-autocomplete").getByRole("option", { name });
const answer = (page: Page): Locator => page.getByRole("status", { name: "Answer" });
const stream = (page: Page): Locator => page.getByRole("region", { name: /^Stream / });
const cell = (page: Page, incoming: string, committed: string): Locator =>
  page.getByRole("gridcell", { name: `${incoming} after an unseen ${committed}` });

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** The text of an element, with single spaces. */
async function textOf(locator: Locator): Promise<string> {
  const text = await locator.innerText();
  return text.replaceAll(/\s+/g, " ").trim();
}

/** Waits until an element has a text. */
async function expectText(locator: Locator, text: string): Promise<void> {
  await expect.poll(() => textOf(locator)).toContain(text);
}

/** Replaces the rules, as a person does. */
async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

async function choose(page: Page, example: string): Promise<void> {
  await page.getByLabel("Example").selectOption(example);
}

const LAST_RULE = "MeetingNoteAdded never conflicts";

describe("the time line", () => {
  test("the founding story, with the words that a person reads", async () => {
    const page = await open();
    await expectText(page.getByRole("article", { name: "Harry" }), "has seen version 2 1 event behind");
    await press(page, "Append as Harry");
    await expectText(outcome(page, "Harry"), "Merged past 1 event");
    expect(await textOf(outcome(page, "Harry"))).toBe(
      "⇄ Merged past 1 event Version 4. Harry had seen version 2, and the event after it does not conflict. " +
        "version 3, ClientValueUpgraded by Joe A note stays true, whatever has happened since. " +
        "MeetingNoteAdded never conflicts line 18",
    );
    await press(page, "Append as Ann");
    await expectText(outcome(page, "Ann"), "Refused");
    expect(await textOf(outcome(page, "Ann"))).toBe(
      "✕ Refused Nothing was written. Ann had seen version 2, and 1 event after it conflicts. " +
        "version 3, ClientValueUpgraded by Joe Another user has just changed the value. Look at it first. " +
        "ClientValueDowngraded conflicts ClientValueUpgraded line 14",
    );
    await expectText(
      answer(page),
      "ClientValueDowngraded is refused if its user had not seen ClientValueUpgraded.",
    );
    await expectText(stream(page), "version 4 MeetingNoteAdded by Harry, merged");

    await press(page, "Read again as Ann");
    await expectText(outcome(page, "Ann"), "Ann now sees the whole stream.");
    await press(page, "Send the same event again as Ann");
    await expectText(outcome(page, "Ann"), "Appended Version 5. Ann had seen everything.");
    await press(page, "Send the same event again as Ann");
    await expectText(outcome(page, "Ann"), "Already there An event with this id is version 5");

    await press(page, "Start again");
    await expectText(page.getByRole("article", { name: "Harry" }), "has seen version 2 1 event behind");
    expect(await textOf(outcome(page, "Harry"))).toBe("");
  });

  test("other rules give the same appends other outcomes", async () => {
    const page = await open();
    await press(page, "Append as Harry");
    await expectText(outcome(page, "Harry"), "Merged");
    await editor(page).getByText("MeetingNoteAdded never").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.insertText("MeetingNoteAdded conflicts anything");
    await expectText(outcome(page, "Harry"), "Refused Nothing was written.");
    await expectText(outcome(page, "Harry"), "A note stays true, whatever has happened since.");
    await press(page, "Undo");
    await expect.poll(() => textOf(outcome(page, "Harry"))).toBe("");
  });

  test("a rule compares what the users fill in", async () => {
    const page = await open();
    await choose(page, "booking");
    await press(page, "Append as Harry");
    await expectText(outcome(page, "Harry"), "HourBooked by Joe: its rules do not apply to these payloads");
    await expectText(stream(page), "version 3 HourBooked hour: 11:00 by Harry, merged");
    const ann = page.getByRole("article", { name: "Ann" });
    await ann.getByRole("textbox", { name: "hour" }).fill("12:00");
    await press(page, "Append as Ann");
    await expectText(outcome(page, "Ann"), "Merged past 2 events");
    await press(page, "Undo");
    await ann.getByRole("textbox", { name: "hour" }).fill("11:00");
    await press(page, "Append as Ann");
    await expectText(outcome(page, "Ann"), "This hour has just been booked.");
    await press(page, "Undo");
    await ann.getByRole("textbox", { name: "hour" }).fill("");
    await press(page, "Append as Ann");
    await expectText(outcome(page, "Ann"), "A field has no value, and when in doubt, events conflict.");
  });
});

describe("the editor", () => {
  test("a mistake is shown as it is typed, and mended", async () => {
    const page = await open();
    await editor(page).click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("ClientRegistered conflict anything");
    await expectText(problems(page), "Error line 19 found 'conflict' (did you mean 'conflicts'?) CF1007");
    expect(await problems(page).getByRole("link").getAttribute("href")).toBe("/reference/diagnostics/CF1007");
    await expectText(page.getByRole("region", { name: "What they mean" }), "The rules have errors.");
    await press(page, "Mend it");
    await expectText(editor(page), "ClientRegistered conflicts anything");
    await problems(page).waitFor({ state: "hidden" });
    await cell(page, "ClientRegistered", "MeetingNoteAdded").click();
    await expectText(answer(page), "ClientRegistered conflicts anything line 19");
  });

  test("the message at the mistake mends it too", async () => {
    const page = await open();
    await editor(page).click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("ClientRegistered conflict anything");
    await page.locator(".cm-lintRange-error").hover();
    await page.locator(".cm-tooltip").getByRole("button", { name: "Mend it" }).click();
    await expectText(editor(page), "ClientRegistered conflicts anything");
    await problems(page).waitFor({ state: "hidden" });
  });

  test("a name is completed", async () => {
    const page = await open();
    await editor(page).click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("ClientReg");
    await completion(page, "ClientRegistered").waitFor();
    await page.waitForTimeout(100); // CodeMirror takes no key until the list has been there for 75 ms.
    await page.keyboard.press("Enter");
    await page.keyboard.type(" nev");
    await completion(page, "never conflicts").waitFor();
    await page.waitForTimeout(100);
    await page.keyboard.press("Enter");
    await expectText(editor(page), "ClientRegistered never conflicts");
    await expectText(page.getByRole("region", { name: "Rules" }), "No problems.");
  });

  test.each(["button", "key"])("the text is formatted by a %s", async (by) => {
    const page = await open();
    await write(page, "A   conflicts B\nLonger never   conflicts");
    if (by === "key") await page.keyboard.press("Shift+Alt+f");
    else await press(page, "Format");
    await expect.poll(() => editor(page).innerText()).toMatch(/^A {6}conflicts B\nLonger never conflicts/);
    await write(page, "A conflict");
    await press(page, "Format");
    await expectText(page.getByRole("region", { name: "Rules" }), "Mend the mistakes first");
  });

  test("a project of two files", async () => {
    const page = await open();
    await choose(page, "crm");
    await page.getByRole("button", { name: "vocabulary.conflicts" }).click();
    await expectText(editor(page), "group @ClientValue");
    await cell(page, "ClientRenamed", "ClientMerged").click();
    await press(page, "Show line 52 of crm.conflicts");
    await expectText(editor(page), "anything except @Addition, NotePinned conflicts ClientMerged");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("d");
    await expectText(problems(page), "Error line 52");
  });
});

test("the matrix and the time line show the stream that is chosen, with the rules of its category", async () => {
  const page = await open();
  await choose(page, "documents");
  await cell(page, "DocumentPublished", "CommentAdded").click();
  await expectText(answer(page), "✓ Merged DocumentPublished is merged, even if its user had not seen");
  await page.getByRole("combobox", { name: "Stream" }).selectOption("template-1");
  await expectText(answer(page), "Other documents start from a template");
  await expectText(page.getByRole("region", { name: "Stream template-1" }), "version 2 BlockEdited");
});

describe("the keyboard", () => {
  test("arrow keys reach every cell of the matrix, and it answers", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Format" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expectText(answer(page), "? It depends If its user had not seen ClientRenamed");
    expect(await answer(page).innerText()).toContain(
      "Another user has just given the client a different name.",
    );
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowDown");
    await expectText(
      answer(page),
      "✓ Merged ClientValueUpgraded is merged, even if its user had not seen MeetingNoteAdded",
    );
    await page.keyboard.press("ArrowLeft");
    await expectText(answer(page), "✕ Refused ClientValueUpgraded is refused if its user had not seen");
    expect(await page.getByRole("gridcell", { selected: true }).count()).toBe(1);
  });

  test("Tab goes through everything in order, and shows where it is", async () => {
    const page = await open();
    await page.getByLabel("Example").focus();
    const visited: string[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      if (await page.evaluate<boolean>("document.activeElement === document.body")) break;
      const [name, outline] = await page.evaluate<[string, string]>(`(() => {
        const at = document.activeElement;
        const style = getComputedStyle(at.closest(".cm-editor") ?? at);
        return [at.getAttribute("aria-label") ?? at.labels?.[0]?.firstChild.textContent ?? at.textContent, style.outlineStyle];
      })()`);
      visited.push(name.trim().split(/\s{2,}/)[0] ?? "");
      expect(outline, name).not.toBe("none");
    }
    expect(visited.slice(0, 7)).toEqual([
      "Copy link",
      "Format",
      "Conflict rules",
      "ClientRegistered after an unseen ClientRegistered: refused, because there is no rule",
      "Stream client-42",
      "Joe appends",
      "name",
    ]);
    expect(visited.slice(7)).toEqual(
      expect.arrayContaining([
        "Append as Joe",
        "Harry appends",
        "Append as Harry",
        "Read again as Harry",
        "Append as Ann",
      ]),
    );
  });
});

describe("a link", () => {
  test("shows the same to another person", async () => {
    const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    await press(page, "Append as Harry");
    await press(page, "Append as Ann");
    await expectText(outcome(page, "Ann"), "Refused");
    await write(page, (await editor(page).innerText()).replace("Look at it first.", "Ask them."));
    await press(page, "Copy link");
    await expectText(page.locator(".pg-notice"), "The link is copied.");
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    const other = await open({}, new URL(link).hash);
    await expectText(outcome(other, "Ann"), "Another user has just changed the value. Ask them.");
    for (const part of [editor, stream]) expect(await textOf(part(other))).toBe(await textOf(part(page)));
    expect(await textOf(outcome(other, "Harry"))).toBe(await textOf(outcome(page, "Harry")));
    await press(other, "Start again");
    await expectText(other.getByRole("article", { name: "Harry" }), "has seen version 2");
  });

  test("a reload keeps what was written", async () => {
    const page = await open();
    await press(page, "Append as Harry");
    await expect.poll(() => page.url()).toContain("#play1=");
    await page.reload();
    await expectText(outcome(page, "Harry"), "Merged past 1 event");
    await choose(page, "booking");
    await expect.poll(() => page.url()).not.toContain("#");
  });

  test.each([
    ["damaged", "#play1=fZBBa8MwDIX_", "this link is damaged, perhaps because a part of it is missing"],
    ["of another page", "#install", "this link is not from this version of the playground"],
  ])("%s: says so, and shows the first example", async (_, hash, problem) => {
    const page = await open({}, hash);
    await expectText(page.locator(".pg-notice"), `Sorry: ${problem}. Here is the first example instead.`);
    await expectText(editor(page), LAST_RULE);
    await press(page, "Append as Harry");
    await expectText(outcome(page, "Harry"), "Merged past 1 event");
  });
});

const EXAMPLES = ["founding-story", "booking", "rooms", "crm", "documents", "ledger", "warehouse"];

test("on a phone, nothing is wider than the screen", async () => {
  const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  for (const example of EXAMPLES) {
    await choose(page, example);
    await press(page, "Append as Harry");
    await press(page, "Append as Ann");
    await expectText(outcome(page, "Ann"), "Refused");
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(width, example).toBe(390);
  }
  const long = "AVeryLongName".repeat(15);
  for (const text of [`${long} conflicts ${long} on ${long}\n`, `events A\n${long} conflicts A\n`]) {
    await write(page, text);
    await press(page, "Append as Harry");
    await press(page, "Append as Ann");
    await expectText(outcome(page, "Ann"), "version");
    expect(await page.evaluate<number>("document.documentElement.scrollWidth"), text).toBe(390);
  }
});

test("a matrix that is too large says what it leaves out", async () => {
  const page = await open();
  const types = Array.from({ length: 40 }, (_, index) => `Event${index + 1}`);
  await write(page, `events ${types.join(", ")}\nEvent40 conflicts Event40\n`);
  await expectText(
    page.getByRole("region", { name: "What they mean" }),
    "The picture shows the first 30 of 40 event types.",
  );
});

test("events and fields can have the names of what every object has", async () => {
  const page = await open();
  await write(page, "events constructor, __proto__\nconstructor conflicts __proto__ on toString\n");
  await press(page, "Append as Joe");
  await expectText(stream(page), "constructor toString: A by Joe");
  // Ann had seen no `constructor`, and the rule is about `__proto__` alone.
  await press(page, "Append as Ann");
  await expectText(outcome(page, "Ann"), "Merged past 2 events");
});

test("an error in the page is shown, and the way out too", async () => {
  const page = await open();
  await page.evaluate("Array.fromAsync = () => { throw new Error('out of paper') }");
  await press(page, "Append as Harry");
  await expectText(page.getByRole("alert"), "Sorry, the playground has stopped: out of paper");
  await press(page, "Start anew");
  await expectText(editor(page), LAST_RULE);
  await press(page, "Append as Harry");
  await expectText(outcome(page, "Harry"), "Merged past 1 event");
});

test.each(["light", "dark"] as const)(
  "every control has a name, and every text is readable: %s",
  async (colorScheme) => {
    const page = await open({ colorScheme, reducedMotion: "reduce" });
    for (const example of ["founding-story", "rooms"]) {
      await choose(page, example);
      await press(page, "Append as Harry");
      await press(page, "Append as Ann");
      await press(page, "Append as Joe");
      await expectText(outcome(page, "Joe"), "version");
      expect(await namelessControls(page)).toEqual([]);
      expect(await lowContrasts(page, ".playground")).toEqual([]);
    }
    await write(page, "A conflict B\nevents C, D\nmist@ke\n");
    await problems(page).waitFor();
    expect(await namelessControls(page)).toEqual([]);
    expect(await lowContrasts(page, ".playground")).toEqual([]);
    const duration = `getComputedStyle(document.querySelector(".playground button")).transitionDuration`;
    expect(await page.evaluate<string>(duration), "motion").toBe("0s");
    await page.addStyleTag({ content: ".playground h2 { color: gray !important }" });
    expect(await lowContrasts(page, ".playground"), "the check sees what is hard to read").not.toEqual([]);
  },
);

test("other pages load nothing of it", async () => {
  const page = await browser.newPage();
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(site.url, { waitUntil: "networkidle" });
  expect(loaded.filter((url) => url.includes("playground-page"))).toEqual([]);
});
