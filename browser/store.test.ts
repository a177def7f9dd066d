/** What a store promises besides the conflicts, in a browser. */

import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";

const browser = useBrowser();

test.each(["memory", "PGlite"] as const)("%s is read in the order of its positions", async (storage) => {
  const tab = await browser.openTab();
  const { all, inParts, deals, positions } = await tab.run("readAllInOrder", storage);
  expect(all).toEqual(["client-1 1 A", "deal-1 1 B", "client-1 2 C", "deal-1 2 D"]);
  expect(inParts).toEqual(all);
  expect(deals).toEqual(["deal-1 1 B", "deal-1 2 D"]);
  expect(positions).toEqual([...new Set(positions)].toSorted((left, right) => left - right));
});

test.each(["memory", "PGlite"] as const)("%s knows an append again by its ids", async (storage) => {
  const tab = await browser.openTab();
  expect(await tab.run("appendTwice", storage)).toEqual({
    endings: ["appended 1", "duplicate 1", "id-reused"],
    all: ["client-1 1 Noted"],
  });
});

test("what is appended in a transaction of PGlite is there if it is committed", async () => {
  const tab = await browser.openTab();
  expect(await tab.run("inTransactions")).toEqual({ all: ["client-1 1 Kept"], outbox: 1 });
});

test("a connection string is refused, with what to do", async () => {
  const tab = await browser.openTab();
  expect(await tab.run("ownPool")).toContain("pass { pglite } instead");
});
