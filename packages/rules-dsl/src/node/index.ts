/** What of the language touches files, for programs that run in Node. */

export { loadProject, loadProjectFrom, type LoadOptions, type Project } from "./load-project.ts";
export type { FilesBelow, ProjectSource, ReadResult, UnreadableFile } from "./project-source.ts";
export { UnreadableFilesError } from "./unreadable-files-error.ts";
