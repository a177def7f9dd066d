import { describe, expect, test } from "vitest";
import { commandLineOf } from "./command-line.ts";

const ofEditor = "/editor/code";

describe("a command line", () => {
  test("runs a script by the Node of the editor", () => {
    const { command, args, env } = commandLineOf("/x/bin.js", ["lsp"], { setting: "", ofEditor });
    expect([command, args]).toEqual([ofEditor, ["/x/bin.js", "lsp"]]);
    expect(env).toEqual({ ...process.env, ELECTRON_RUN_AS_NODE: "1" });
  });

  test("runs a script by the Node of the settings", () => {
    const line = commandLineOf("/x/bin.mjs", ["lsp"], { setting: "/usr/bin/node", ofEditor });
    expect(line).toEqual({ command: "/usr/bin/node", args: ["/x/bin.mjs", "lsp"], env: { ...process.env } });
  });

  test("runs any other program by itself", () => {
    const line = commandLineOf("/usr/bin/truce", ["lsp"], { setting: "/usr/bin/node", ofEditor });
    expect(line).toEqual({ command: "/usr/bin/truce", args: ["lsp"], env: { ...process.env } });
  });
});
