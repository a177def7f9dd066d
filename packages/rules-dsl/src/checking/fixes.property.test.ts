/** What a fix may change. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../compiler.ts";
import type { Diagnostic } from "../diagnostics/diagnostics.ts";
import { layoutChoices } from "../../tests/programs.ts";
import { project } from "../../tests/projects/arbitrary.ts";
import { withoutErrors } from "../../tests/projects/rules-by-core.ts";
import { writtenProject, type WrittenProject } from "../../tests/projects/write.ts";

/** The project with the fix of a diagnostic. */
function withFix({ files, options }: WrittenProject, { file, fix }: Diagnostic): WrittenProject {
  const fixed = (source: { readonly file: string; readonly text: string }) => {
    if (source.file !== file || fix === null) return source;
    const { start, end } = fix.span;
    return { file, text: source.text.slice(0, start) + fix.newText + source.text.slice(end) };
  };
  return { files: files.map(fixed), options: { ...options, imports: (options.imports ?? []).map(fixed) } };
}

test("the fix of a warning keeps what the rules mean", () => {
  let warnings = 0;
  fc.assert(
    fc.property(project.map(withoutErrors), layoutChoices, (model, choices) => {
      const written = writtenProject(model, choices);
      const before = compile(written.files, written.options);
      expect(before.rules).not.toBeNull();
      for (const warning of before.diagnostics) {
        warnings += 1;
        if (warning.fix === null) continue;
        const { files, options } = withFix(written, warning);
        const after = compile(files, options);
        expect(after.rules?.fingerprint, `${warning.code}: ${warning.message}`).toBe(
          before.rules?.fingerprint,
        );
      }
    }),
    { numRuns: 200 },
  );
  expect(warnings).toBeGreaterThan(100);
});
