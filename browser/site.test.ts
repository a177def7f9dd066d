/** The site in a browser: it can be read in both schemes on every screen, and its search finds what people look for. */

import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { lowContrasts } from "./support/contrast.ts";
import { serveSite, type Site } from "./support/serve-site.ts";

const SCREENS = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;
/** A page of each kind. */
const PAGES = [
  "/",
  "/guides/web-apis",
  "/reference/errors",
  "/reference/diagnostics/CF2005",
  "/reference/api/core/store",
  "/explanation/decisions/",
];

let site: Site;
let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  site = await serveSite();
  browser = await chromium.launch({ executablePath: inject("chromium"), args: ["--no-sandbox"] });
});
afterEach(() => expect(errors.splice(0), "errors of the page").toEqual([]));
afterAll(async () => {
  await browser.close();
  site.close();
});

async function open(
  path: string,
  screen: keyof typeof SCREENS,
  colorScheme: "light" | "dark",
): Promise<Page> {
  const page = await browser.newPage({ viewport: SCREENS[screen], colorScheme });
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(site.url + path, { waitUntil: "networkidle" });
  return page;
}

describe.each(PAGES)("%s", (path) => {
  test.each(["light", "dark"] as const)("has enough contrast if it is %s", async (scheme) => {
    const page = await open(path, "wide", scheme);
    expect(await lowContrasts(page, "body")).toEqual([]);
    await page.close();
  });

  test("fits the screen of a phone", async () => {
    const page = await open(path, "narrow", "light");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(SCREENS.narrow.width);
    await page.close();
  });
});

describe("the search", () => {
  test.each([
    ["CF2005", "/reference/diagnostics/CF2005"],
    ["createCommandHandler", "/reference/api/core/command-handler#createCommandHandler"],
    ["outcome-unknown", "/reference/errors"],
  ])("finds %s", async (words, path) => {
    const page = await open("/", "wide", "light");
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox").fill(words);
    const first = page.locator(".VPLocalSearchBox .result").first();
    await first.waitFor();
    const found = await page
      .locator(".VPLocalSearchBox .result")
      .evaluateAll((results) => results.slice(0, 8).map((result) => String(Reflect.get(result, "href"))));
    expect(found.filter((href) => href.startsWith(site.url + path))).not.toEqual([]);
    await page.close();
  });
});

test("a block of rules has the colours of the language", async () => {
  const page = await open("/", "wide", "light");
  const colours = await page
    .locator(".language-conflicts .line span")
    .evaluateAll((words) => new Set(words.map((word) => String(word.getAttribute("style")))).size);
  expect(colours).toBeGreaterThan(3);
  await page.close();
});
