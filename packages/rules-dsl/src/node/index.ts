/** Reads `.conflicts` files from disk, for programs that run in Node. */

export type { SourceFile } from "../source/source-text.ts";
export { diagnosticPage } from "./diagnostic-page.ts";
export { loadProject, loadProjectFrom, type LoadOptions, type Project } from "./load-project.ts";
export { loadTexts, type LoadTextsOptions } from "./load-texts.ts";
export { projectPath } from "./project-path.ts";
export type { FilesBelow, ProjectSource, ReadResult, UnreadableFile } from "./project-source.ts";
export { readOrdinaryFile, type BytesResult } from "./read-bytes.ts";
export { decodeText, type TextResult } from "./read-text.ts";
export { UnreadableFilesError } from "./unreadable-files-error.ts";
