import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchFolders, type FolderWatch } from "./watch-folders.ts";

let folder: ProjectFolder;
let watch: FolderWatch;

beforeEach(async () => {
  folder = await projectFolder({ "a.txt": "1", "deep/er/b.txt": "1" });
  watch = watchFolders([folder.root], []);
  await watch.update();
});
afterEach(async () => {
  watch.close();
  await folder.remove();
});

/** Makes a change, and waits until the watch has seen it. */
async function seen(change: () => unknown): Promise<void> {
  await change();
  await watch.changed();
  await watch.update();
  // The last events of this change must not count as the next change.
  await sleep(200);
  writeFileSync(folder.at("drained.txt"), "");
  await watch.changed();
}

describe("watching folders", () => {
  it("sees changes of files in every folder", async () => {
    await seen(() => folder.write({ "a.txt": "2" }));
    await seen(() => folder.write({ "deep/er/b.txt": "2" }));
    await seen(() => folder.write({ "deep/new.txt": "1" }));
    await seen(() => rmSync(folder.at("deep/er/b.txt")));
    expect.assertions(0);
  });

  it("sees files in folders that are added", async () => {
    await seen(() => folder.write({ "added/too/c.txt": "1" }));
    await seen(() => folder.write({ "added/too/c.txt": "2" }));
    expect.assertions(0);
  });

  it("sees files in a folder that was removed and immediately made again", async () => {
    await seen(() => {
      rmSync(folder.at("deep"), { recursive: true });
      mkdirSync(folder.at("deep/er"), { recursive: true });
    });
    await seen(() => folder.write({ "deep/er/b.txt": "3" }));
    expect.assertions(0);
  });

  it("ignores node_modules and .git", async () => {
    await seen(() => folder.write({ "node_modules/x/d.txt": "1", ".git/HEAD": "1" }));
    const both = watch.changed().then(() => "seen");
    await folder.write({ "node_modules/x/d.txt": "2", ".git/HEAD": "2" });
    expect(await Promise.race([both, sleep(300, "not seen")])).toBe("not seen");
    await folder.write({ "a.txt": "3" });
    expect(await both).toBe("seen");
  });
});
