import { lstat } from "node:fs/promises";

/** Whether something has this name. A symbolic link that leads nowhere counts too. */
export async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
