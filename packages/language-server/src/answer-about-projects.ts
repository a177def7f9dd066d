/** Requests about whole projects. */

import { MessageType, ShowMessageNotification, type Connection } from "vscode-languageserver";
import { CASES } from "./check-after-pause.ts";
import { caseDiagnostics, outcomeOf, RUN_CASES, type CasesOutcome } from "./features/code-lens.ts";
import { runCases } from "./features/rule-cases.ts";
import { workspaceSymbols } from "./features/symbols.ts";
import { guarded } from "./guarded.ts";
import type { Session } from "./session.ts";

export function answerAboutProjects(connection: Connection, session: Session): void {
  connection.onWorkspaceSymbol(
    async ({ query }) =>
      await guarded(connection, async () => {
        const snapshots = await Promise.all(
          (await session.workspace.projects()).map(async (project) => await project.snapshot()),
        );
        return snapshots.flatMap((snapshot) => [
          ...workspaceSymbols(snapshot, query, (file) => session.uriOf(snapshot, file)),
        ]);
      }),
  );
  connection.onExecuteCommand(
    async ({ command, arguments: [uri, line] = [] }) =>
      await guarded(connection, async () => {
        if (command !== RUN_CASES || typeof uri !== "string") return null;
        const outcome = await runCasesOf(session, uri, typeof line === "number" ? line : null);
        if (outcome === null) return null;
        const type = outcome.failed > 0 ? MessageType.Error : MessageType.Info;
        await connection.sendNotification(ShowMessageNotification.type, { type, message: outcome.message });
        return outcome;
      }),
  );
}

/** Runs the cases of a rule, and shows their failures in the test files. */
async function runCasesOf(session: Session, uri: string, line: number | null): Promise<CasesOutcome | null> {
  const open = await session.fileOf(uri);
  const project = await session.projectOf(uri);
  if (open === null || project === null) return null;
  const judged = await runCases(project);
  session.publisher.replace(
    CASES,
    new Map(judged.map((one) => [session.uriOf(project, one.file), caseDiagnostics(one)])),
  );
  return outcomeOf(open, judged, line);
}
