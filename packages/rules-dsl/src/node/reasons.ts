/** What the operating system says of a file, in words that end a sentence: "does not exist". */

export const MISSING = "does not exist";
export const LEADS_NOWHERE = "is a symbolic link that leads nowhere";
export const LEADS_OUT = "leads out of the project by a symbolic link";
export const FOLDER_LEADS_OUT = `${LEADS_OUT}: name the files or folders that count, without it`;
export const NO_UTF8_NAME = "cannot be read by this name: the bytes of its real one are not UTF-8";

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

/** Why a call on a file failed. What is no error of the file system is thrown again. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
  return REASONS[error.code] ?? `cannot be read: ${error.code}`;
}
