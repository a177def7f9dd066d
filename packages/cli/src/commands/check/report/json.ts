/** A report as JSON. The README documents the shape, which keeps its meaning as long as `version` is 1. */

import type { Diagnostic, Location } from "@truce/rules-dsl";
import { jsonText } from "../../../output/json-text.ts";
import { placesIn, type Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";

export const json: Reporter = ({ files, sources, diagnostics, errors, warnings, fixed }) => {
  const places = placesIn(sources);
  return jsonText({
    version: 1,
    files: files.map(({ file }) => file),
    diagnostics: diagnostics.map((diagnostic) => jsonOf(diagnostic, places)),
    errors,
    warnings,
    fixed: fixed && { problems: fixed.problems, files: fixed.files },
  });
};

/** Lists the properties, so that a new property of diagnostics does not appear before it is documented. */
function jsonOf(diagnostic: Diagnostic, places: Places): object {
  const { code, severity, message, suggestion, fix, related } = diagnostic;
  return {
    code,
    severity,
    message,
    ...placeOf(diagnostic),
    suggestion,
    fix: fix && {
      ...placeOf({ file: diagnostic.file, span: fix.span, ...places(diagnostic.file, fix.span) }),
      newText: fix.newText,
    },
    related: related.map(placeOf),
  };
}

function placeOf({ file, span, start, end }: Location): object {
  return {
    file,
    start: { line: start.line, column: start.column, offset: span.start },
    end: { line: end.line, column: end.column, offset: span.end },
  };
}
