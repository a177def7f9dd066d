import { TruceError } from "@truce/core";
import type { UnreadableFile } from "./project-source.ts";

/** Requested files cannot be read. Nothing is loaded, because the rules would be incomplete. */
export class UnreadableFilesError extends TruceError {
  /** Identifies the error. */
  override readonly code = "unreadable-files";
  /** The files, each with the reason. */
  readonly files: readonly UnreadableFile[];

  /** @param files - At least one. */
  constructor(files: readonly UnreadableFile[]) {
    super(files.map(({ file, why }) => `'${file}' ${why}`).join("; "));
    this.files = files;
  }
}
