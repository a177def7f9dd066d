import { readFile } from "node:fs/promises";
import { projectFolder } from "@truce/test-support";
import { expect, it } from "vitest";
import type { Context } from "../../base/context.ts";
import { fixProject } from "./fix-project.ts";

const BROKEN = "A conflict B\n";

it("a file that another program has changed in the meantime is not written, and still has its problems", async () => {
  const folder = await projectFolder({ "a.conflicts": "A conflict C\n", "b.conflicts": BROKEN });
  let messages = "";
  const stderr = { write: (text: string) => (messages += text) };
  const context = { root: folder.root, io: { stderr } } as unknown as Context;
  const files = [
    { file: "a.conflicts", text: BROKEN },
    { file: "b.conflicts", text: BROKEN },
  ];
  expect(await fixProject(context, files, { checkOptions: {}, isStdin: false })).toEqual({
    files: [
      { file: "a.conflicts", text: BROKEN },
      { file: "b.conflicts", text: "A conflicts B\n" },
    ],
    summary: { problems: 1, files: ["b.conflicts"] },
    isIncomplete: true,
  });
  expect(messages).toBe(
    "truce: 'a.conflicts' was changed by another program in the meantime, so it was not written\n",
  );
  expect(await readFile(folder.at("a.conflicts"), "utf8")).toBe("A conflict C\n");
  expect(await readFile(folder.at("b.conflicts"), "utf8")).toBe("A conflicts B\n");
  await folder.remove();
});
