/** Where Chromium is: it is installed by whoever runs these tests, and never downloaded. */

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The path of the program that `CHROMIUM` names, or of the first one that is found in `PATH`.
 *
 * @throws Error that says what to install.
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
      ? `CHROMIUM names '${named}', which is no program: correct it, or unset it`
      : `no Chromium is found in PATH (${NAMES.join(", ")}): install one ('apt-get install chromium' on Debian), ` +
          "name yours in CHROMIUM, or run '.ci/with-chromium npm run test:browser'",
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
