/** Adds to a failure the clause of the contract, the last append, and its outcome. */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";

export interface Clause {
  /** The name of the theme. */
  readonly theme: string;
  /** What the contract says there. */
  readonly clause: string;
}

export interface SentAppend {
  readonly request: AppendRequest;
  /** Undefined until the append ends, and if it fails. */
  outcome?: AppendOutcome;
  error?: unknown;
}

export function explainFailure(
  errors: readonly { message: string; stack?: string | undefined }[],
  { theme, clause }: Clause,
  last: SentAppend | undefined,
): void {
  const lines = [`the contract (${theme}): ${clause}`];
  if (last) {
    lines.push(
      `the last append: ${JSON.stringify(last.request, null, 2)}`,
      `its outcome: ${outcomeOf(last)}`,
    );
  }
  for (const error of errors) {
    const explained = `${error.message}\n\n${lines.join("\n")}`;
    // Most reporters print the stack, which begins with the message.
    if (error.stack !== undefined) error.stack = error.stack.replace(error.message, () => explained);
    error.message = explained;
  }
}

function outcomeOf({ outcome, error }: SentAppend): string {
  if (outcome) return JSON.stringify(outcome, null, 2);
  if (error === undefined) return "none yet";
  return error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error);
}
