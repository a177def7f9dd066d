import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeProject } from "./write-project.ts";

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "create-truce-"));
});
afterEach(() => rm(parent, { recursive: true }));

/** The second file cannot be written, because the first one is where its folder should be. */
const IMPOSSIBLE = new Map([
  ["src", "a file"],
  ["src/main.ts", ""],
]);

it("leaves nothing in a folder that was there, if a file cannot be written", async () => {
  await mkdir(join(parent, "empty"));
  await expect(writeProject(join(parent, "empty"), IMPOSSIBLE)).rejects.toThrow(
    "the project cannot be written",
  );
  expect(await readdir(join(parent, "empty"))).toEqual([]);
});

it("removes the folders that it made, if a file cannot be written", async () => {
  await expect(writeProject(join(parent, "a/b/c"), IMPOSSIBLE)).rejects.toThrow(
    "the project cannot be written",
  );
  expect(await readdir(parent)).toEqual([]);
});
