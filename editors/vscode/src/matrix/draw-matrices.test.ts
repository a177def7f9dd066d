import { join } from "node:path";
import { projectFolder } from "@truce/test-support";
import { describe, expect, onTestFinished, test } from "vitest";
import { drawMatrices, type Truce } from "./draw-matrices.ts";
import { matrixPage } from "./matrix-page.ts";

const bin = join(import.meta.dirname, "../../../../packages/cli/src/bin.ts");
const truce: Truce = (args) => ({
  command: process.execPath,
  args: ["--conditions=@truce/source", bin, ...args],
  env: process.env,
});

describe("the page of the matrices", () => {
  test("has a picture for each category, then one for all other streams, in colours of the editor", async () => {
    const folder = await projectFolder({
      "a.conflicts": "A conflicts B on id\nstream client {\n  override A conflicts A\n}\nB never conflicts\n",
    });
    onTestFinished(() => folder.remove());
    const matrices = await drawMatrices(truce, folder.root);
    const pictures = "pictures" in matrices ? matrices.pictures : [];
    expect(
      pictures.map((picture) => /<title>(?<title>.*?)<\/title>/.exec(picture)?.groups?.["title"]),
    ).toEqual(["Conflicts in streams of 'client'", "Conflicts outside streams of 'client'"]);
    const page = matrixPage(matrices);
    expect(page).toContain(pictures.join("\n"));
    // Red, yellow and hatches are readable on any ground. Every other colour is replaced.
    const asDrawn = new Set(["#b83250", "#f2c14e", "url(#hatches)"]);
    const [style = ""] = /<style>.*?<\/style>/s.exec(page) ?? [];
    for (const [, name, colour = ""] of pictures.join("").matchAll(/(fill|stroke)="(.*?)"/g)) {
      const rule = colour === "#1f2933" && name === "fill" ? "svg { " : `svg [${name}="${colour}"] {`;
      expect(asDrawn.has(colour) || style.includes(rule), `${name} ${colour}`).toBe(true);
    }
  });

  test("has the problems of the rules if they have any", async () => {
    const folder = await projectFolder({ "a.conflicts": "A conflict B<b>\n" });
    onTestFinished(() => folder.remove());
    const matrices = await drawMatrices(truce, folder.root);
    expect(matrices).toHaveProperty("problem", expect.stringContaining("a.conflicts:1:3: error CF1007"));
    expect(matrixPage(matrices)).toContain("A conflict B&lt;b>");
  });

  test("says why the command cannot be started", async () => {
    const missing: Truce = (args) => ({ command: "/nowhere/truce", args, env: {} });
    expect(await drawMatrices(missing, import.meta.dirname)).toEqual({
      problem: expect.stringContaining("/nowhere/truce") as string,
    });
  });
});
