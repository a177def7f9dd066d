/** What is added to a failure: the clause of the contract, the append that was sent, and its answer. */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";

/** A part of the contract. */
export interface Clause {
  /** The name of the theme. */
  readonly theme: string;
  /** What the contract says there. */
  readonly clause: string;
}

/** An append, and what became of it. */
export interface SentAppend {
  readonly request: AppendRequest;
  /** Undefined while the append is under way. */
  outcome?: AppendOutcome;
  error?: unknown;
}

/** Adds to the messages of the errors that a test has failed with. */
export function explainFailure(
  errors: readonly { message: string; stack?: string | undefined }[],
  { theme, clause }: Clause,
  last: SentAppend | undefined,
): void {
  const lines = [`the contract (${theme}): ${clause}`];
  if (last) {
    lines.push(`the last append: ${JSON.stringify(last.request, null, 2)}`, `its answer: ${answerOf(last)}`);
  }
  for (const error of errors) {
    const explained = `${error.message}\n\n${lines.join("\n")}`;
    // The stack begins with the message, and is what most reporters print.
    if (error.stack !== undefined) error.stack = error.stack.replace(error.message, () => explained);
    error.message = explained;
  }
}

function answerOf({ outcome, error }: SentAppend): string {
  if (outcome) return JSON.stringify(outcome, null, 2);
  if (error === undefined) return "none yet";
  return error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error);
}
