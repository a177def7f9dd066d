import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOrdinaryFile } from "./read-bytes.ts";

const MIB = 1024 * 1024;
let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({
    "x.json": "[]",
    "just.json": " ".repeat(MIB),
    "long.json": " ".repeat(MIB + 1),
  });
});
afterAll(() => folder.remove());

const read = async (file: string): Promise<string> => {
  const result = await readOrdinaryFile(folder.at(file), MIB);
  return "bytes" in result ? `${result.bytes.length} bytes` : result.unreadable;
};

describe("an ordinary file", () => {
  it("is read whole, up to the limit", async () => {
    expect(await read("x.json")).toBe("2 bytes");
    expect(await read("just.json")).toBe(`${MIB} bytes`);
    expect(await read("long.json")).toBe("has more than 1 MiB");
  });

  it("is not a folder, and exists", async () => {
    expect(await read(".")).toBe("is a folder");
    expect(await read("nowhere.json")).toBe("does not exist");
    expect(await read("\u{FFFD}.json")).toBe("cannot be read by this name: its real name is not UTF-8");
  });

  it.skipIf(process.platform === "win32")("may be named by a link, and is not a pipe", async () => {
    await symlink("x.json", folder.at("link.json"));
    await symlink("nowhere.json", folder.at("dangling.json"));
    execFileSync("mkfifo", [folder.at("pipe.json")]);
    expect(await read("link.json")).toBe("2 bytes");
    expect(await read("dangling.json")).toBe("is a symbolic link that leads nowhere");
    expect(await read("pipe.json")).toBe("is not an ordinary file");
  });
});
