import { TruceError } from "@truce/core";
import type { UnreadableFile } from "./project-source.ts";

/** Files that were asked for cannot be read. Nothing is compiled then: rules that are left out would be missed. */
export class UnreadableFilesError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "unreadable-files";
  /** Each of them, with the reason. */
  readonly files: readonly UnreadableFile[];

  /** @param files - At least one. */
  constructor(files: readonly UnreadableFile[]) {
    super(files.map(({ file, why }) => `'${file}' ${why}`).join("; "));
    this.files = files;
  }
}
