/** PGlite in IndexedDB: acknowledged events survive whatever happens to the page, and only one tab at a time can write. */

import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";

const browser = useBrowser();

test("events survive a reload of the page, and the end of the browser", async () => {
  const tab = await browser.openTab();
  expect(await tab.run("openDatabase", "reload")).toBe("open");
  expect(await tab.run("appendNote", "before the reload")).toBe(1);
  await tab.reload();
  expect(await tab.run("openDatabase", "reload")).toBe("open");
  expect(await tab.run("appendNote", "after the reload")).toBe(2);
  await browser.restart();
  const later = await browser.openTab();
  expect(await later.run("openDatabase", "reload")).toBe("open");
  expect(await later.run("readNotes")).toEqual([
    [1, "before the reload"],
    [2, "after the reload"],
  ]);
});

test("every acknowledged event survives a crash of the tab, and there are no gaps", async () => {
  const tab = await browser.openTab();
  expect(await tab.run("openDatabase", "crash")).toBe("open");
  const acknowledged: number[] = [];
  const enough = Promise.withResolvers<void>();
  await tab.expose("reportVersion", (version) => {
    if (acknowledged.push(version) === 5) enough.resolve();
  });
  const appending = tab.run("appendUntilTheEnd").then(
    () => "ended",
    () => "failed",
  );
  await enough.promise;
  await tab.crash();
  expect(await appending).toBe("failed");

  const later = await browser.openTab();
  expect(await later.run("openDatabase", "crash")).toBe("open");
  const versions = (await later.run("readNotes")).map(([version]) => version);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
  expect(versions).toEqual(expect.arrayContaining(acknowledged));
});

test("a second tab can open the database only after the first one has closed it", async () => {
  const [first, second] = [await browser.openTab(), await browser.openTab()];
  expect(await first.run("openDatabase", "tabs")).toBe("open");
  expect(await second.run("openDatabase", "tabs", { lockTimeoutMs: 0 })).toBe("database-locked");
  expect(await second.run("openDatabase", "tabs", { lockTimeoutMs: 50 })).toBe("database-locked");
  expect(await second.runInWorker("openDatabase", "tabs", { lockTimeoutMs: 0 })).toBe("database-locked");
  expect(await first.run("openDatabase", "tabs", { lockTimeoutMs: 0 })).toBe("database-locked");
  expect(await first.run("appendNote", "by the first")).toBe(1);
  await first.run("closeDatabase");
  expect(await second.run("openDatabase", "tabs", { lockTimeoutMs: 0 })).toBe("open");
  expect(await second.run("appendNote", "by the second")).toBe(2);

  const waiting = first.run("openDatabase", "tabs", { lockTimeoutMs: Infinity });
  await second.close();
  expect(await waiting).toBe("open");
  expect(await first.run("readNotes")).toEqual([
    [1, "by the first"],
    [2, "by the second"],
  ]);
});

test("a name that could also name another database is refused", async () => {
  const tab = await browser.openTab();
  for (const name of ["", "a/b", "a/../b", "a ", "ä"]) {
    expect(await tab.run("openDatabase", name)).toBe("invalid-input");
  }
});
