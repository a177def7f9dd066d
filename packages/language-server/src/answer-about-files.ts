/** Requests about one document. */

import type { Connection, Position } from "vscode-languageserver";
import { codeActionsIn } from "./features/code-actions.ts";
import { codeLenses } from "./features/code-lens.ts";
import { completionsAt, dataOf, documented } from "./features/completion.ts";
import { formattingOf } from "./features/formatting.ts";
import { hoverAt } from "./features/hover.ts";
import { definitionsAt, highlightsAt, referencesAt } from "./features/navigation.ts";
import type { OpenFile } from "./features/place.ts";
import { renameAt, renameRangeAt } from "./features/rename.ts";
import { runCases } from "./features/rule-cases.ts";
import { semanticTokensOf } from "./features/semantic-tokens.ts";
import { documentSymbols, foldingRanges } from "./features/symbols.ts";
import { guarded } from "./guarded.ts";
import type { Session } from "./session.ts";
import { offsetAt } from "./text/positions.ts";

/** A document that is no rule file has nothing to offer. */
export function answerAboutFiles(connection: Connection, session: Session): void {
  const about = async <Result>(
    uri: string,
    answer: (open: OpenFile) => Result | Promise<Result>,
  ): Promise<Result | null> =>
    await guarded(connection, async () => {
      const open = await session.fileOf(uri);
      return open === null ? null : await answer(open);
    });
  const at = async <Result>(
    {
      textDocument,
      position,
    }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
    answer: (open: OpenFile, offset: number) => Result | Promise<Result>,
  ): Promise<Result | null> =>
    await about(textDocument.uri, (open) => answer(open, offsetAt(open.placed, position)));

  connection.onCompletion(async (params) => await at(params, (...place) => [...completionsAt(...place)]));
  connection.onCompletionResolve(async (item) => {
    const data = dataOf(item);
    return (data && (await about(data.uri, (open) => documented(item, open, data)))) ?? item;
  });
  connection.onHover(async (params) => await at(params, hoverAt));
  connection.onDefinition(async (params) => await at(params, (...place) => [...definitionsAt(...place)]));
  connection.onReferences(
    async (params) => await at(params, (...place) => [...referencesAt(...place, params.context)]),
  );
  connection.onDocumentHighlight(
    async (params) => await at(params, (...place) => highlightsAt(...place).map((range) => ({ range }))),
  );
  connection.onPrepareRename(async (params) => await at(params, renameRangeAt));
  connection.onRenameRequest(
    async (params) => await at(params, (...place) => renameAt(...place, params.newName)),
  );
  connection.onDocumentFormatting(
    async ({ textDocument }) => await about(textDocument.uri, (open) => [...formattingOf(open)]),
  );
  connection.onDocumentSymbol(
    async ({ textDocument }) => await about(textDocument.uri, (open) => [...documentSymbols(open)]),
  );
  connection.onFoldingRanges(
    async ({ textDocument }) => await about(textDocument.uri, (open) => [...foldingRanges(open)]),
  );
  connection.onCodeAction(
    async ({ textDocument, range, context }) =>
      await about(textDocument.uri, (open) => [...codeActionsIn(open, range, context)]),
  );
  connection.languages.semanticTokens.on(
    async ({ textDocument }) =>
      (await about(textDocument.uri, ({ placed }) => semanticTokensOf(placed))) ?? { data: [] },
  );
  connection.onCodeLens(
    async ({ textDocument }) =>
      await about(textDocument.uri, async (open) => {
        const project = await session.projectOf(textDocument.uri);
        return project === null ? [] : [...codeLenses(open, await runCases(project))];
      }),
  );
}
