import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileOrThrow } from "@truce/rules-dsl";
import { matrixOf } from "./matrix.ts";
import { renderMatrixSvg } from "./svg.ts";

const root = join(import.meta.dirname, "../../../..");

test("the picture in the documentation is up to date", async () => {
  const read = (file: string) => ({ file, text: readFileSync(join(root, "examples/crm", file), "utf8") });
  const rules = compileOrThrow([read("crm.conflicts")], { imports: [read("vocabulary.conflicts")] });
  // A vitest run with -u renews it.
  await expect(renderMatrixSvg(matrixOf(rules, { category: "client" }))).toMatchFileSnapshot(
    join(root, "docs/images/crm-matrix.svg"),
  );
});
