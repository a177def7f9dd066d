/** Why a file cannot be read, as the end of a sentence: "does not exist". */

export const MISSING = "does not exist";
export const LEADS_NOWHERE = "is a symbolic link that leads nowhere";
export const LEADS_OUT = "leads out of the project by a symbolic link";
export const FOLDER_LEADS_OUT = `${LEADS_OUT}: name the files or folders to read, without this one`;
export const NO_UTF8_NAME = "cannot be read by this name: its real name is not UTF-8";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  ELOOP: LEADS_NOWHERE,
  EACCES: "cannot be read: permission denied",
  EPERM: "cannot be read: permission denied",
  EISDIR: "is a folder",
  ENXIO: "is not an ordinary file",
  ENAMETOOLONG: "has a name that is too long",
};

/** The reason for a file system error. Rethrows any other error. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
  return REASONS[error.code] ?? `cannot be read: ${error.code}`;
}
