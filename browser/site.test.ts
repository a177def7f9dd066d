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
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
const expectNoErrors = (): void => expect(errors.splice(0), "errors of the page").toEqual([]);
afterEach(expectNoErrors);
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
  await page.goto(site.url + path);
  return page;
}

describe.each(PAGES)("%s", (path) => {
  test.each(["light", "dark"] as const)("can be read if it is %s", async (scheme) => {
    const page = await open(path, "wide", scheme);
    expect(await lowContrasts(page, "body")).toEqual([]);
  });

  test("fits the screen of a phone", async () => {
    const page = await open(path, "narrow", "light");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(SCREENS.narrow.width);
  });
});

test("the search finds codes, names and words", async () => {
  const page = await open("/reference/", "wide", "light");
  await page.waitForLoadState("networkidle");
  const found = async (words: string): Promise<readonly string[]> => {
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox").fill(words);
    await page
      .locator(".VPLocalSearchBox mark", { hasText: words.split("-")[0] ?? "" })
      .first()
      .waitFor();
    const links = await page.locator(".VPLocalSearchBox .result").all();
    const paths = await Promise.all(links.slice(0, 8).map((link) => link.getAttribute("href")));
    await page.keyboard.press("Escape");
    return paths.map((link) => link ?? "");
  };
  expect((await found("CF2005"))[0]).toContain("/reference/diagnostics/CF2005");
  expect((await found("createCommandHandler"))[0]).toContain(
    "/api/core/command-handler#createCommandHandler",
  );
  expect((await found("saga"))[0]).toContain("/questions#");
  expect(await found("GDPR")).toContainEqual(expect.stringContaining("/guides/delete-data"));
  expect(await found("damaged-history")).toContainEqual(expect.stringContaining("/reference/errors"));
});

test("rules have the colours of the language", async () => {
  const page = await open("/", "wide", "light");
  const words = await page.locator(".language-conflicts .line span").all();
  const colours = await Promise.all(words.map((word) => word.getAttribute("style")));
  expect(new Set(colours).size).toBeGreaterThan(3);
});
