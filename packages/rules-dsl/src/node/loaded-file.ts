import type { SourceFile } from "../source/source-text.ts";

/** A file that was read. */
export interface LoadedFile extends SourceFile {
  /** The path of the file itself, where its name is that of a symbolic link. */
  readonly realPath: string;
}
