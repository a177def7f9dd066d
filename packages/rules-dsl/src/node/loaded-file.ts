import type { SourceFile } from "../source/source-text.ts";

export interface LoadedFile extends SourceFile {
  /** The path of the file after all symbolic links are resolved. */
  readonly realPath: string;
}
