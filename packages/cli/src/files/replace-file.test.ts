import { execFile, execFileSync } from "node:child_process";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replaceFile } from "./replace-file.ts";

let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder();
});

afterAll(() => folder.remove());

describe("replacing a file", () => {
  it("happens where it still says what was read", async () => {
    await folder.write({ x: "before ü" });
    expect(await replaceFile(folder.at("x"), "before ü", "after")).toBe(true);
    expect(await readFile(folder.at("x"), "utf8")).toBe("after");
  });

  it("does not happen where it says something else by now", async () => {
    await folder.write({ x: "edited" });
    expect(await replaceFile(folder.at("x"), "before", "after")).toBe(false);
    expect(await readFile(folder.at("x"), "utf8")).toBe("edited");
    expect(await readdir(folder.root)).toEqual(["x"]);
  });

  it.skipIf(process.platform === "win32")("does not happen to what is no ordinary file", async () => {
    execFileSync("mkfifo", [folder.at("pipe")]);
    expect(await replaceFile(folder.at("pipe"), "", "after")).toBe(false);
    expect((await stat(folder.at("pipe"))).isFIFO()).toBe(true);
    await rm(folder.at("pipe"));
  });

  it("fails where there is no file, and leaves none", async () => {
    await expect(replaceFile(folder.at("nowhere"), "", "after")).rejects.toThrow("ENOENT");
    expect(await readdir(folder.root)).toEqual(["x"]);
  });
});

describe("work that is not interrupted", () => {
  const run = (program: string): Promise<{ readonly signal: string | null; readonly stdout: string }> => {
    const url = pathToFileURL(join(import.meta.dirname, "uninterrupted.ts")).href;
    const code = `import { setTimeout } from "node:timers/promises"; import { uninterrupted } from ${JSON.stringify(url)}; ${program}`;
    return new Promise((resolve) => {
      execFile(process.execPath, ["--input-type=module", "-e", code], (error, stdout) => {
        resolve({ signal: error?.signal ?? null, stdout });
      });
    });
  };

  it.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"])(
    "goes on after %s, which then ends the process",
    async (signal) => {
      const work = `process.kill(process.pid, "${signal}"); await setTimeout(20); process.stdout.write("done");`;
      const after = `await setTimeout(1000); process.stdout.write(" too late");`;
      expect(await run(`await uninterrupted(async () => { ${work} }); ${after}`)).toEqual({
        signal,
        stdout: "done",
      });
      const late = `await uninterrupted(async () => { process.stdout.write("done"); process.kill(process.pid, "${signal}"); }); ${after}`;
      expect(await run(late)).toEqual({ signal, stdout: "done" });
    },
  );

  it.skipIf(process.platform === "win32")(
    "ends also where the signal cannot be sent, as on Windows",
    async () => {
      const program = [
        `Object.defineProperty(process, "platform", { value: "win32" });`,
        `await uninterrupted(async () => { process.kill(process.pid, "SIGHUP"); await setTimeout(20); });`,
        `await setTimeout(1000);`,
      ];
      expect(await run(program.join(" "))).toEqual({ signal: "SIGTERM", stdout: "" });
    },
  );

  it("leaves signals to others when it is done", async () => {
    expect(
      await run(
        `await uninterrupted(async () => {}); process.stdout.write(String(process.listenerCount("SIGINT")));`,
      ),
    ).toEqual({
      signal: null,
      stdout: "0",
    });
  });
});
