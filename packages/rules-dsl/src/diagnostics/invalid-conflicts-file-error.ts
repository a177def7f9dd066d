import { TruceError } from "@truce/core";
import type { Diagnostic } from "./diagnostics.ts";
import { formatDiagnostics } from "./render.ts";
import type { SourceFile } from "../source/source-text.ts";

/** A `.conflicts` file has an error, so there are no rules. */
export class InvalidConflictsFileError extends TruceError {
  /** Identifies the error. */
  override readonly code = "invalid-conflicts-file";
  /** All diagnostics, including warnings. */
  readonly diagnostics: readonly Diagnostic[];

  /** @param files - The compiled files, whose lines the message shows. */
  constructor(diagnostics: readonly Diagnostic[], files: readonly SourceFile[]) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    super(`the conflict rules do not compile:\n\n${formatDiagnostics(errors, files)}`);
    this.diagnostics = diagnostics;
  }
}
