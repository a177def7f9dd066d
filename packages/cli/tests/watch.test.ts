/** `truce build --watch` as a process, while files change as editors and Git change them. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ended, start, type Ended } from "./start.ts";

const onWindows = process.platform === "win32";
const RETRY = { timeout: 20_000, interval: 20 };

let folder: ProjectFolder;
let child: ChildProcessWithoutNullStreams;
let end: Promise<Ended>;
let printed: string;

beforeEach(async () => {
  folder = await projectFolder({ "a.conflicts": "A conflicts A\n" });
});

afterEach(async () => {
  child.kill("SIGKILL");
  await end;
  await folder.remove();
});

function watch(...args: readonly string[]): void {
  printed = "";
  child = start(["build", "--watch", ...args], folder.root);
  end = ended(child);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: string) => (printed += text));
}

const until = async (check: () => void): Promise<void> => await vi.waitFor(check, RETRY);
const moduleText = (path = "src/rules.ts"): string => readFileSync(folder.at(path), "utf8");
const untilModuleHas = (text: string): Promise<void> => until(() => expect(moduleText()).toContain(text));
const untilPrinted = (text: string): Promise<void> => until(() => expect(printed).toContain(text));

describe("truce build --watch", { timeout: 60_000 }, () => {
  it.skipIf(onWindows).each(["SIGTERM", "SIGINT"] as const)(
    "rebuilds after each change until %s, and exits with status 0",
    async (signal) => {
      watch("--out", "src/rules.ts");
      await untilPrinted("watching for changes");
      expect(moduleText()).toContain('"A"');

      await folder.write({ "a.conflicts": "A conflicts A\nB never conflicts\n" });
      await untilModuleHas('"B"');

      // Errors are reported, and the module stays.
      const before = moduleText();
      await folder.write({ "a.conflicts": "A conflict B\n" });
      await untilPrinted("a.conflicts:1:3: error CF1007");
      await untilPrinted("nothing was built");
      expect(moduleText()).toBe(before);

      await folder.write({ "a.conflicts": "A conflicts A\nC never conflicts\n" });
      await untilModuleHas('"C"');

      // An editor saves by renaming a new file over the old one.
      await writeFile(folder.at("a.conflicts~"), "A conflicts A\nRenamed never conflicts\n");
      await rename(folder.at("a.conflicts~"), folder.at("a.conflicts"));
      await untilModuleHas('"Renamed"');

      await folder.write({ "b.conflicts": "Added never conflicts\n" });
      await untilModuleHas('"Added"');

      child.kill(signal);
      const { status, signal: endedBy, stderr } = await end;
      expect({ status, endedBy }).toEqual({ status: 0, endedBy: null });
      expect(stderr.match(/error CF1007/g)).toHaveLength(1);
    },
  );

  it("sees folders that are added, removed and made again", async () => {
    watch("--out", "src/rules.ts");
    await untilPrinted("watching for changes");
    await mkdir(folder.at("deep/er"), { recursive: true });
    await folder.write({ "deep/er/d.conflicts": "Deep never conflicts\n" });
    await untilModuleHas('"Deep"');
    await folder.write({ "deep/er/d.conflicts": "Deeper never conflicts\n" });
    await untilModuleHas('"Deeper"');

    await rm(folder.at("deep"), { recursive: true });
    await until(() => expect(moduleText()).not.toContain('"Deeper"'));
    await folder.write({ "deep/er/d.conflicts": "Again never conflicts\n" });
    await untilModuleHas('"Again"');

    // Git does this so fast that no build sees the folder missing.
    rmSync(folder.at("deep"), { recursive: true });
    mkdirSync(folder.at("deep/er"), { recursive: true });
    writeFileSync(folder.at("deep/er/d.conflicts"), "OnceMore never conflicts\n");
    await untilModuleHas('"OnceMore"');
    await folder.write({ "deep/er/d.conflicts": "Finally never conflicts\n" });
    await untilModuleHas('"Finally"');
  });

  it("rebuilds after changes of imported files and of the event list, also outside the root", async () => {
    const lists = await projectFolder({ "events.json": '["A", "Old"]' });
    await folder.write({
      "a.conflicts": 'import "shared/groups.conflicts"\n@G conflicts @G\n',
      "shared/groups.conflicts": "group @G = A\n",
    });
    watch("a.conflicts", "--out", "src/rules.ts", "--events", lists.at("events.json"));
    await untilPrinted("watching for changes");
    expect(moduleText()).toContain('"Old"');
    await lists.write({ "events.json": '["A", "New"]' });
    await untilModuleHas('"New"');
    await folder.write({ "shared/groups.conflicts": "group @G = A, New\n" });
    await until(() => expect(moduleText()).toContain('conflictsWith: [{ type: "A" }, { type: "New" }]'));
    await lists.remove();
    await untilPrinted("the event list");
  });

  it("can start with errors, and writes a removed module again", async () => {
    await folder.write({ "a.conflicts": "A conflict A\n" });
    watch("--out", "src/rules.ts");
    await untilPrinted("watching for changes");
    expect(printed).toContain("error CF1007");
    await folder.write({ "a.conflicts": "A conflicts A\n" });
    await untilPrinted("wrote src/rules.ts\n");
    await rm(folder.at("src/rules.ts"));
    await untilModuleHas('"A"');
  });

  it("builds the modules of all projects in truce.json", async () => {
    await folder.write({
      "truce.json": JSON.stringify({
        projects: [{ root: "one", out: "rules.ts" }, { root: "two", out: "rules.ts" }, { root: "three" }],
      }),
      "one/a.conflicts": "One conflicts One\n",
      "two/a.conflicts": "Two conflicts Two\n",
      "three/a.conflicts": "Three conflicts Three\n",
    });
    watch();
    await untilPrinted("watching for changes");
    expect(printed).toBe(
      "wrote one/rules.ts\nwrote two/rules.ts\nwatching for changes: press Ctrl+C to stop\n",
    );
    await folder.write({ "two/a.conflicts": "Changed never conflict\n" });
    await untilPrinted("two/a.conflicts:1:15: error");
    await folder.write({ "two/a.conflicts": "Changed never conflicts\n" });
    await until(() => expect(moduleText("two/rules.ts")).toContain('"Changed"'));
    expect(printed).not.toContain("one/rules.ts is up to date");
  });
});
