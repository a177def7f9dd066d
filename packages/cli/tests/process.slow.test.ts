/** The command as a process: its streams, its signals and its exit status. The other tests run it without a process, because that is faster. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMAND, ended, runProcess, start } from "./start.ts";

const onWindows = process.platform === "win32";
const exec = promisify(execFile);
let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({
    "clean.conflicts": "A conflicts A\n",
    "broken.conflicts": "A conflict B\n".repeat(5000),
  });
});

afterAll(() => folder.remove());

describe("a process", () => {
  it("exits with 0 if there are no problems", async () => {
    expect(await runProcess(["check", "clean.conflicts"], folder.root)).toEqual({
      status: 0,
      signal: null,
      stdout: "no problems in 1 file\n",
      stderr: "",
    });
  });

  it("exits with 1 if there are problems, and prints all of them", async () => {
    const { status, stdout, stderr } = await runProcess(["check"], folder.root);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.endsWith("5000 errors in 2 files ('truce help CF1007' explains it)\n")).toBe(true);
    expect(stdout.match(/error CF1007/g)).toHaveLength(5000);
  });

  it("exits with 2 for wrong usage", async () => {
    const { status, stdout, stderr } = await runProcess(["chek"], folder.root);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe("truce: unknown command 'chek' (did you mean 'check'?)\nsee 'truce --help'\n");
  });

  it("reads standard input", async () => {
    const { status, stdout } = await runProcess(["check", "-"], folder.root, { stdin: "A conflict B\r\n" });
    expect(status).toBe(1);
    expect(stdout).toContain("<stdin>:1:3: error CF1007");
  });

  it("does not wait for the end of an input that is too long", async () => {
    const child = start(["check", "-"], folder.root);
    child.stdin.on("error", () => {});
    child.stdin.write("/".repeat(4 * 1024 * 1024 + 1));
    const { status, stderr } = await ended(child);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "truce: standard input has more than 4 MiB: split the rules into several files\n",
    });
  });

  it("reads the environment for colours", async () => {
    const { stdout } = await runProcess(["--help"], folder.root, { env: { FORCE_COLOR: "1" } });
    expect(stdout).toContain("\u{1B}[1m");
  });

  it("prints no error if its output is closed, and exits with the same status", async () => {
    const child = start(["check"], folder.root);
    child.stdout.destroy();
    const { status, signal, stderr } = await ended(child);
    expect({ status, signal, stderr }).toEqual({ status: 1, signal: null, stderr: "" });
  });

  it.skipIf(onWindows)("prints no error in front of 'head'", async () => {
    const command = [...COMMAND, "check"].map((word) => `'${word}'`).join(" ");
    const script = `${command} | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await exec("bash", ["-c", script], { cwd: folder.root });
    expect(stderr).toBe("");
    const [line, status] = stdout.split("\n");
    expect(line).toContain("broken.conflicts:1:3: error CF1007");
    expect(status).toBe("1");
  });

  it.skipIf(!existsSync("/dev/full"))("reports output that cannot be written, and exits with 2", async () => {
    const command = [...COMMAND, "check"].map((word) => `'${word}'`).join(" ");
    const { stdout } = await exec("bash", ["-c", `${command} 2>&1 > /dev/full; echo "$?"`], {
      cwd: folder.root,
    });
    expect(stdout).toBe("truce: the output cannot be written: ENOSPC: no space left on device, write\n2\n");
  });

  it.skipIf(onWindows)("refuses a folder as input", async () => {
    const command = [...COMMAND, "check", "-"].map((word) => `'${word}'`).join(" ");
    const { stdout } = await exec("bash", ["-c", `${command} 2>&1 < .; echo "$?"`], { cwd: folder.root });
    expect(stdout).toBe("truce: standard input cannot be read: it is a folder\n2\n");
  });

  it.skipIf(onWindows)("works with --root if the working folder was removed", async () => {
    const command = COMMAND.map((word) => `'${word}'`).join(" ");
    const inRemoved = async (args: string): Promise<string> => {
      const script = `mkdir gone && cd gone && rmdir ../gone && ${command} ${args} 2>&1; echo "$?"`;
      return (await exec("bash", ["-c", script], { cwd: folder.root })).stdout;
    };
    expect(await inRemoved("check")).toBe(
      "truce: the working folder does not exist any more: name a folder with --root\n2\n",
    );
    expect(await inRemoved(`--root '${folder.root}' check clean.conflicts`)).toBe(
      "no problems in 1 file\n0\n",
    );
  });

  it.skipIf(onWindows)("leaves no partial new file if the disk is full", async () => {
    const empty = await projectFolder();
    const command = [...COMMAND, "init"].map((word) => `'${word}'`).join(" ");
    const script = `ulimit -f 0; ${command} 2>&1; echo "$?"`;
    const { stdout } = await exec("bash", ["-c", script], { cwd: empty.root });
    expect(stdout).toBe("truce: 'rules.conflicts' cannot be written: EFBIG\n2\n");
    expect(await readdir(empty.root)).toEqual([]);
    await empty.remove();
  });

  it.skipIf(onWindows)("ends immediately on an interrupt, with that signal", async () => {
    const child = start(["check", "-"], folder.root);
    // The command waits for the rest of its input.
    child.stdin.write("A conflicts A\n");
    setTimeout(() => child.kill("SIGINT"), 500);
    const { status, signal, stdout, stderr } = await ended(child);
    expect({ status, signal, stdout, stderr }).toEqual({
      status: null,
      signal: "SIGINT",
      stdout: "",
      stderr: "",
    });
  });
});
