/** Looks for problems when the typing pauses, and shows them. */

import type { Diagnostic } from "vscode-languageserver";
import { TRUCE_JSON } from "@truce/rules-dsl/node";
import { diagnosticsByFile, settingsDiagnostic } from "./features/diagnostics.ts";
import type { Session } from "./session.ts";
import { uriOfPath } from "./text/uris.ts";
import type { Project } from "./workspace/project.ts";

/** As long as the next key comes before this, nothing is checked. */
const PAUSE_MS = 80;

/** The origin of the diagnostics of cases, which stay until the cases run again. */
export const CASES = "cases";

export interface CheckAfterPause {
  /** Checks everything after a pause. A further call takes the place of this one, even if its check has begun. */
  readonly soon: () => void;
  readonly end: () => void;
}

/** @param report - Called with an error that no document should be able to cause. */
export function checkAfterPause(session: Session, report: (error: unknown) => void): CheckAfterPause {
  let timer: NodeJS.Timeout | undefined;
  let round = 0;
  let isEnded = false;
  return {
    soon() {
      clearTimeout(timer);
      const current = (round += 1);
      if (isEnded) return;
      timer = setTimeout(() => {
        checkAll(session, () => current === round).catch((error: unknown) => {
          if (!isEnded) report(error);
        });
      }, PAUSE_MS);
    },
    end() {
      isEnded = true;
      round += 1;
      clearTimeout(timer);
    },
  };
}

/** INVARIANT: a superseded check shows nothing more, so nothing that is shown is older than what was shown before. */
async function checkAll(session: Session, isCurrent: () => boolean): Promise<void> {
  const { workspace, publisher, uriOf } = session;
  const projects = await projectsOf(session);
  const origins = new Set([CASES, TRUCE_JSON, ...projects.keys()]);
  for (const [key, project] of projects) {
    const snapshot = await project.snapshot();
    if (!isCurrent()) return;
    publisher.replace(
      key,
      byUri(
        diagnosticsByFile(snapshot, (file) => uriOf(snapshot, file)),
        (file) => uriOf(snapshot, file),
      ),
    );
  }
  for (const uri of session.ruleFiles()) {
    const open = await session.fileOf(uri);
    if (!isCurrent()) return;
    if (open?.snapshot.root !== null) continue;
    origins.add(uri);
    publisher.replace(
      uri,
      byUri(
        diagnosticsByFile(open.snapshot, () => uri),
        () => uri,
      ),
    );
  }
  const problems = [...workspace.problems()].map(
    ([file, found]) => [file, found.map(settingsDiagnostic)] as const,
  );
  publisher.replace(TRUCE_JSON, byUri(new Map(problems), uriOfPath));
  for (const origin of publisher.origins()) if (!origins.has(origin)) publisher.remove(origin);
}

/** The projects of the workspace and of the open documents, by their keys. */
async function projectsOf({
  workspace,
  ruleFiles,
  projectOf,
}: Session): Promise<ReadonlyMap<string, Project>> {
  for (const uri of ruleFiles()) await projectOf(uri);
  return new Map((await workspace.projects()).map((project) => [project.key, project]));
}

function byUri(
  byFile: ReadonlyMap<string, readonly Diagnostic[]>,
  uriOf: (file: string) => string,
): ReadonlyMap<string, readonly Diagnostic[]> {
  return new Map([...byFile].map(([file, diagnostics]) => [uriOf(file), diagnostics]));
}
