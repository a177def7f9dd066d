/** The booking example in a real browser: two people at the same room, each in a browser of their own. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";

const program = join(import.meta.dirname, "../examples/booking/main.ts");

let server: ChildProcess;
let url: string;
let browser: Browser;
const errors: string[] = [];

/** @param port - `0` for any. */
function start(port: string): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawn(process.execPath, ["--conditions=@truce/source", program], {
    env: { ...env, PORT: port },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

beforeAll(async () => {
  server = start("0");
  url = await addressOf(server);
  browser = await chromium.launch({ executablePath: inject("chromium"), args: ["--no-sandbox"] });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  if (errors.length > 0) throw new Error(`errors of the pages: ${errors.splice(0).join("; ")}`);
});
afterAll(async () => {
  await browser.close();
  server.kill();
});

/** The address that the program prints. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let printed = "";
  for await (const chunk of stdout ?? []) {
    printed += String(chunk);
    const address = /http:\S+/.exec(printed)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error(`the program has ended: ${printed}`);
}

/** Opens the page as a user with a browser of their own. */
async function open(name: string, day: string): Promise<Page> {
  const context = await browser.newContext();
  context.on("weberror", (error) => errors.push(String(error.error())));
  context.on("console", (message) => {
    // Chromium logs every answer that is an error, such as 409.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      errors.push(message.text());
    }
  });
  const page = await context.newPage();
  await page.goto(`${url}/?room=Oak&day=${day}`);
  await page.getByLabel("Your name").fill(name);
  await board(page).getByRole("listitem").first().waitFor();
  return page;
}

const outcome = (page: Page) => page.locator("#outcome");
const events = (page: Page) => page.locator("#events");
const board = (page: Page) => page.locator("#board");

async function book(page: Page, from: string, until: string): Promise<void> {
  await page.getByLabel("From").selectOption(from);
  await page.getByLabel("Until").selectOption(until);
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await outcome(page).getByRole("strong").waitFor();
}

test("two people book the same hour at once: one has it, and the other one reads why not", async () => {
  const pages = await Promise.all(["Ann", "Bob"].map((name) => open(name, "2027-03-01")));
  await Promise.all(pages.map((page) => book(page, "09:00", "11:00")));
  const said = await Promise.all(pages.map((page) => outcome(page).innerText()));
  const winner = said.findIndex((text) => text.startsWith("Done"));
  expect(said[winner]).toContain("version 2");
  expect(said[1 - winner]).toMatch(/^Refused\s+This hour has just been booked\./);

  const name = ["Ann", "Bob"][winner] ?? "";
  for (const page of pages) {
    await events(page).getByText(`${name} booked 10:00`).waitFor();
    await board(page).getByText(name).first().waitFor();
  }
  // Both hours.
  const loser = pages[1 - winner] as Page;
  expect(await events(loser).getByText("this refused you").count()).toBe(2);
});

test("a note of somebody who has not seen a booking is merged, and both see over what", async () => {
  const ann = await open("Ann", "2027-03-02");
  const bob = await open("Bob", "2027-03-02");
  await book(ann, "09:00", "10:00");
  await bob.getByText("1 event is not on this board yet.").waitFor();

  await bob.getByLabel("Note").fill("The window is open.");
  await bob.getByLabel("Note").press("Enter");
  await outcome(bob).getByText("Merged over 1 event that you had not seen").waitFor();
  expect(await outcome(bob).innerText()).toContain("Ann booked 09:00");
  await board(bob).getByText("Ann").waitFor();

  const note = events(ann).getByRole("listitem").filter({ hasText: "Bob noted: The window is open." });
  await note.getByText("merged over 1 event").waitFor();
  await ann.getByRole("button", { name: "Show", exact: true }).click();
  await ann.locator("#notes").getByText("The window is open.").waitFor();
  // The processor has come as far.
  await ann.locator("#people").getByText("Ann").waitFor();
});

test("a booking is made and cancelled with the keyboard alone, on a narrow screen", async () => {
  const page = await open("Eve", "2027-03-03");
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  await page.getByRole("button", { name: "14:00 is free" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await outcome(page).getByText("Done").waitFor();
  await page.getByRole("button", { name: "Cancel the booking by Eve at 14:00" }).focus();
  await page.keyboard.press("Enter");
  await events(page).getByText("Eve cancelled a booking by Eve").waitFor();
  await page.getByRole("button", { name: "14:00 is free" }).waitFor();
});

test("the server stops with pages open, and they go on with the next one", async () => {
  const page = await open("Ann", "2027-03-04");
  await book(page, "09:00", "10:00");
  await events(page).getByText("4 March").waitFor();
  server.kill("SIGTERM");
  expect(await once(server, "exit")).toEqual([0, null]);
  await page.getByText("connecting").waitFor();

  // Its memory is empty, so the page shows an empty board. It still knows where the user was.
  server = start(new URL(url).port);
  await addressOf(server);
  await page.getByRole("button", { name: "09:00 is free" }).waitFor();
  expect(await page.getByLabel("Day").inputValue()).toBe("2027-03-04");
  expect(await page.getByLabel("Your name").inputValue()).toBe("Ann");
});
