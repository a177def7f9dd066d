/** Addresses of files, as editors write them. */

import { fileURLToPath, pathToFileURL } from "node:url";

/** The path of a file; null for a document that is not on disk, such as `untitled:Untitled-1`. */
export function pathOfUri(uri: string): string | null {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}
