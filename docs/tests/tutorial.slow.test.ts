/** A reader follows the tutorial to the letter, in an empty folder, and sees what the pages show. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed, vi } from "vitest";
import { freePort } from "./created/free-port.ts";
import { emptyFolder } from "./packed/consumer-folder.ts";
import { publicPackages } from "./packed/public-packages.ts";
import { killPrograms } from "./process-tree.ts";
import { root } from "./snippets/snippet.ts";
import { npmInstall, type Packed } from "./tutorial/npm-install.ts";
import { tutorialPages, type Step } from "./tutorial/steps.ts";
import { terminalsIn, type Terminals } from "./tutorial/terminals.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;
/** PGlite takes seconds to start, and the machine may be busy. */
const PATIENCE = { timeout: 60_000, interval: 50 };

let folder: string;
let packed: Packed;
let terminals: Terminals;

beforeAll(async () => {
  folder = await emptyFolder();
  packed = { folder: join(folder, "truce-packages"), packages: publicPackages() };
  await mkdir(packed.folder);
  await run("bash", ["-c", packCommand().replace("../truce-packages", packed.folder)], { cwd: root });
  terminals = terminalsIn(join(folder, "crm"), await freePort());
}, TIMEOUT_MS);

afterAll(async () => {
  killPrograms();
  await rm(folder, { recursive: true, force: true });
});

/** Each step needs those before it, so the first one that fails is the only one worth reading. */
let hasFailed = false;
beforeEach(({ skip }) => {
  skip(hasFailed, "a step before this one has failed");
  onTestFailed(() => {
    hasFailed = true;
  });
});

describe.each(tutorialPages())("$name", { timeout: TIMEOUT_MS }, ({ steps }) => {
  /** Outputs that go on while the reader does the next steps. */
  const growing: (() => Promise<void>)[] = [];

  it.each(steps.map((step) => [titleOf(step), step] as const))("%s", async (_title, step) => {
    if (step.kind === "file") {
      await mkdir(dirname(join(folder, "crm", step.path)), { recursive: true });
      await writeFile(join(folder, "crm", step.path), step.text);
      return;
    }
    const { command, output, place } = step;
    const [program, ...words] = command.split(" ");
    if (command === "mkdir crm && cd crm") {
      await mkdir(join(folder, "crm"));
    } else if (program === "npm" && words[0] === "install") {
      const names = words.slice(1).filter((word) => !word.startsWith("--"));
      await npmInstall(names, join(folder, "crm"), packed);
    } else if (command === "node src/server.ts" || command.startsWith("curl -N ")) {
      const { printed } = await terminals.start(command);
      const asShown = () => vi.waitFor(() => expectShown(printed(), output, place), PATIENCE);
      if (program === "node") await asShown();
      else growing.push(asShown);
    } else {
      expectShown(await terminals.run(command), output, place);
    }
  });

  it("the programs agree with the compiler, and end when the reader presses Ctrl+C", async () => {
    for (const asShown of growing) await asShown();
    if (steps.some((step) => step.kind === "file" && step.path.endsWith(".ts"))) {
      expectShown(await terminals.run("npx tsc"), "", "npx tsc");
    }
    await terminals.stopAll();
  });
});

function titleOf(step: Step): string {
  return `${step.place}: ${step.kind === "file" ? step.path : step.command}`;
}

function expectShown(printed: string, output: string | null, place: string): void {
  if (output !== null) expect(comparable(printed), place).toBe(comparable(output));
}

/** Without what differs from run to run, and without the headers that every response has. */
function comparable(text: string): string {
  return text
    .replaceAll("\r", "")
    .replaceAll(/^(?:date|connection|keep-alive|content-length|transfer-encoding): .*\n/gim, "")
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, "(id)")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "(time)")
    .replaceAll(/ +$/gm, "")
    .trimEnd();
}

/** How the page for readers before the first release packs the packages. */
function packCommand(): string {
  const page = readFileSync(join(root, "docs/tutorial/packed-packages.md"), "utf8");
  const [command] = /^npm pack .+$/m.exec(page) ?? [];
  if (command === undefined) throw new Error("packed-packages.md has no command that packs");
  return command;
}
