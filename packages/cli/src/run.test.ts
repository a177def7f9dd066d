import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./run.ts";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "truce-cli-"));
  await writeFile(join(root, "crm.conflicts"), "A conflict B\n");
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("truce check", () => {
  it("says what is wrong, and ends with 1", async () => {
    let output = "";
    const write = (text: string): void => void (output += text);
    const stream = { isTerminal: false, columns: null, write };
    const readStdin = async () => new Uint8Array();
    const io = { cwd: root, env: {}, stdout: stream, stderr: stream, readStdin };
    expect(await run(["check"], io)).toBe(1);
    expect(output).toContain("crm.conflicts:1:3: error CF1007");
  });
});
