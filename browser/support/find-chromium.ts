/** Finds Chromium, which must be installed: these tests never download it. */

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The path of the program that `CHROMIUM` names, or of the first one that is found in `PATH`.
 *
 * @throws Error that says what to install, or how to correct `CHROMIUM`.
 */
export function findChromium(env: Readonly<NodeJS.ProcessEnv> = process.env): string {
  const named = env["CHROMIUM"];
  const names = named ? [named] : NAMES;
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const paths = names.flatMap((name) =>
    name.includes("/") ? name : folders.map((folder) => join(folder, name)),
  );
  const found = paths.find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    named
      ? `CHROMIUM names '${named}', which is not a program: correct it, or unset it`
      : `Chromium was not found in PATH (${NAMES.join(", ")}): install it ('apt-get install chromium' on Debian), ` +
          "set CHROMIUM to its path, or run '.ci/with-chromium npm run test:browser'",
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
