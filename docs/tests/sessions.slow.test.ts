/** Every command of a terminal session in the documentation prints what the document shows. Each document has one folder. */

import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksOfDocuments } from "./documents.ts";
import { isSession, runStep, stepsOf } from "./snippets/session.ts";
import { placeOf, root } from "./snippets/snippet.ts";

const TIMEOUT_MS = 60_000;
const sessions = Map.groupBy(blocksOfDocuments().filter(isSession), ({ file }) => file);

describe.each([...sessions])("%s", (_file, blocks) => {
  let parent: string;
  let folder: string;

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "truce-session-"));
    folder = join(parent, "project");
    await mkdir(folder);
    // What the modules of the session import.
    await mkdir(join(parent, "node_modules/@truce"), { recursive: true });
    await symlink(join(root, "packages/core"), join(parent, "node_modules/@truce/core"), "junction");
  });

  afterAll(() => rm(parent, { recursive: true, force: true }));

  const steps = blocks.flatMap((block) => stepsOf(block).map((step) => [step.command, step, block] as const));

  it.each(steps)(
    "%s",
    async (command, step, block) => {
      const printed = await runStep(step, folder);
      expect(withoutEnds(printed), `${placeOf(block)}: ${command}`).toBe(withoutEnds(step.output));
    },
    TIMEOUT_MS,
  );
});

/** Removes spaces at the ends of lines: they are invisible, and editors remove them. */
function withoutEnds(text: string): string {
  return text.replaceAll(/ +$/gm, "").trimEnd();
}
