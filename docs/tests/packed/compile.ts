/** Compiles a consumer's programs with strict settings. */

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../snippets/snippet.ts";

const run = promisify(execFile);

/** Returns the compiler's errors, or undefined if there are none. The output is in the folder `built`. */
export async function compile(
  folder: string,
  files: readonly string[],
  compilerOptions: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const config = {
    compilerOptions: {
      strict: true,
      skipLibCheck: false,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
      target: "es2023",
      lib: ["es2023"],
      rootDir: ".",
      outDir: "built",
      ...compilerOptions,
    },
    files,
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  try {
    await run(process.execPath, [compiler, "-p", ".", "--pretty", "false"], { cwd: folder });
    return undefined;
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return stdout || stderr || String(error);
  }
}
