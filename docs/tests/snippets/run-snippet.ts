/** Runs a snippet as a separate program. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root, type Snippet } from "./snippet.ts";
import { withValueChecks } from "./value-comments.ts";

/** Generous, because several snippets run at once, some start a PGlite, and the machine may be busy. */
const TIME_LIMIT_MS = 120_000;

/**
 * Runs the program on the sources, and returns what failed, or undefined. A page of the site finds the packages that only
 * `docs` depends on, such as other event stores. Any other document is run in the root of the repository.
 */
export async function runSnippet(snippet: Snippet): Promise<string | undefined> {
  const args = ["--conditions=@truce/source", "--no-warnings", "--input-type=module-typescript", "-"];
  const cwd = snippet.file.startsWith("docs/") ? join(root, "docs") : root;
  const node = spawn(process.execPath, args, { cwd, timeout: TIME_LIMIT_MS });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    node.on("error", reject);
    node.on("close", (code, signal) => resolve(code ?? signal));
  });
  node.stdin.end(withValueChecks(snippet));
  const [errors, outcome] = await Promise.all([text(node.stderr), ended, text(node.stdout)]);
  if (outcome === 0) return undefined;
  return `${errors.replaceAll("[eval]", snippet.file)}the program ended with ${outcome}`;
}
