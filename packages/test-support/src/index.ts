/** Helpers that the tests of several packages share. */

export { asOrdinaryUser } from "./as-ordinary-user.ts";
export { FIELDS, PAYLOADS } from "./payloads.ts";
export { projectFolder, type ProjectFolder } from "./project-folder.ts";
export { runs, TIMEOUT } from "./runs.ts";
