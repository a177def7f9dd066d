/** What of the language touches files, for programs that run in Node. */

export { loadProject, type LoadOptions, type Project } from "./load-project.ts";
