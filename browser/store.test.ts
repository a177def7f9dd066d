/** The promises of a store that are not about conflicts, in a browser. */

import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";

const browser = useBrowser();

test.each(["memory", "PGlite"] as const)(
  "with %s, events are read in the order of positions",
  async (storage) => {
    const tab = await browser.openTab();
    const { all, inParts, deals, positions } = await tab.run("readAllInOrder", storage);
    expect(all).toEqual(["client-1 1 A", "deal-1 1 B", "client-1 2 C", "deal-1 2 D"]);
    expect(inParts).toEqual(all);
    expect(deals).toEqual(["deal-1 1 B", "deal-1 2 D"]);
    expect(positions).toEqual([...new Set(positions)].toSorted((left, right) => left - right));
  },
);

test.each(["memory", "PGlite"] as const)(
  "with %s, a repeated append is recognised by its ids",
  async (storage) => {
    const tab = await browser.openTab();
    expect(await tab.run("appendTwice", storage)).toEqual({
      outcomes: ["appended 1", "duplicate 1", "id-reused"],
      all: ["client-1 1 Noted"],
    });
  },
);

test("an append in a transaction of PGlite is stored if the transaction commits, and only then", async () => {
  const tab = await browser.openTab();
  expect(await tab.run("inTransactions")).toEqual({ all: ["client-1 1 Kept"], outbox: 1 });
});

test("a connection string is refused, and the error says what to pass instead", async () => {
  const tab = await browser.openTab();
  expect(await tab.run("withConnectionString")).toContain("pass { pglite } instead");
});
