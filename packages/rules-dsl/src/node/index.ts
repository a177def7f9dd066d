/** Reads `.conflicts` files and `truce.json` from disk, for programs that run in Node. */

export type { SourceFile } from "../source/source-text.ts";
export { diagnosticPage, diagnosticPageUrl } from "./diagnostic-page.ts";
export { readEventList, type EventList } from "./event-list.ts";
export { folderOfTruceJson, TRUCE_JSON } from "./find-truce-json.ts";
export { InvalidSettingsError, type SettingsProblem } from "./invalid-settings-error.ts";
export { isModule } from "./is-module.ts";
export { loadProject, loadProjectFrom, type LoadOptions, type Project } from "./load-project.ts";
export { loadTexts, type LoadTextsOptions } from "./load-texts.ts";
export { openRoot, type OpenRoot } from "./open-root.ts";
export { projectPath } from "./project-path.ts";
export type { FilesBelow, ProjectSource, ReadResult, UnreadableFile } from "./project-source.ts";
export { readOrdinaryFile, type BytesResult } from "./read-bytes.ts";
export { decodeText, type TextResult } from "./read-text.ts";
export { readTruceJson, type ConfiguredProject } from "./truce-json.ts";
export { UnreadableFilesError } from "./unreadable-files-error.ts";
