/** Quick fixes: the edits of diagnostics that are certainly right. */

import { CodeActionKind, type CodeAction, type CodeActionContext, type Range } from "vscode-languageserver";
import { fixAll } from "@truce/rules-dsl";
import { editsBetween, lspEdit, offsetAt } from "../text/positions.ts";
import { lspDiagnostic } from "./diagnostics.ts";
import type { OpenFile } from "./place.ts";

/** The kind by which editors ask for all fixes, for example when a file is saved. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.truce`;

export function codeActionsIn(
  open: OpenFile,
  range: Range,
  { only }: Pick<CodeActionContext, "only">,
): readonly CodeAction[] {
  const wants = (kind: string): boolean =>
    only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  return [
    ...(wants(CodeActionKind.QuickFix) ? quickFixes(open, range) : []),
    // It is offered when it is asked for, and beside a problem that it would fix.
    ...(wants(FIX_ALL) && (only !== undefined || quickFixes(open, range).length > 0) ? allFixes(open) : []),
  ];
}

function quickFixes(open: OpenFile, range: Range): readonly CodeAction[] {
  const { snapshot, file, placed, uriOf } = open;
  const [start, end] = [offsetAt(placed, range.start), offsetAt(placed, range.end)];
  return snapshot.diagnostics().flatMap((diagnostic) => {
    const { fix, span, message } = diagnostic;
    if (fix === null || diagnostic.file !== file || span.end < start || end < span.start) return [];
    return {
      title: titleOf(fix.newText, placed.text.slice(fix.span.start, fix.span.end), message),
      kind: CodeActionKind.QuickFix,
      diagnostics: [lspDiagnostic(diagnostic, snapshot, uriOf)],
      isPreferred: true,
      edit: { changes: { [uriOf(file)]: [lspEdit(placed, fix)] } },
    };
  });
}

const MAX_TITLE = 60;

function titleOf(newText: string, oldText: string, message: string): string {
  const [added, removed] = [oneLine(newText), oneLine(oldText)];
  const title =
    added === ""
      ? `Remove '${removed}'`
      : removed === ""
        ? `Insert '${added}'`
        : `Replace '${removed}' with '${added}'`;
  return added + removed === "" || title.length > MAX_TITLE * 2 ? `Fix: ${message}` : title;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function allFixes({ snapshot, file, placed, uriOf }: OpenFile): readonly CodeAction[] {
  if (snapshot.problems.length > 0) return [];
  const { files, fixed } = fixAll(snapshot.files, snapshot.checkOptions, file);
  const after = files.find((source) => source.file === file)?.text;
  if (after === undefined || after === placed.text) return [];
  const count = fixed.get(file) ?? 0;
  return [
    {
      title: `Apply all certain fixes in this file (${count})`,
      kind: FIX_ALL,
      edit: { changes: { [uriOf(file)]: [...editsBetween(placed, after)] } },
    },
  ];
}
