/** The name of the project's package is the name of its folder. */

import { CreationError } from "./creation-error.ts";

const MAX_LENGTH = 214;
const NOT_ALLOWED: ReadonlySet<string> = new Set(["node_modules", "favicon.ico"]);

/**
 * Checks that npm accepts the name for a package.
 *
 * @throws CreationError with a similar name that npm accepts.
 */
export function checkPackageName(name: string): void {
  const isValid = /^[a-z\d][a-z\d._~-]*$/.test(name) && name.length <= MAX_LENGTH && !NOT_ALLOWED.has(name);
  if (isValid) return;
  throw new CreationError(
    `the folder gives the package its name, and npm does not accept '${name}': use lower-case letters, digits, '-', '_' ` +
      `and '.', with a letter or a digit first, such as '${suggestion(name)}'`,
  );
}

function suggestion(name: string): string {
  const similar = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z\d._~]+/g, "-")
    .replace(/^[^a-z\d]+/, "")
    .slice(0, MAX_LENGTH)
    .replace(/-+$/, "");
  return similar === "" || NOT_ALLOWED.has(similar) ? "my-app" : similar;
}
