import { lstat } from "node:fs/promises";

/** Whether the name is taken, even by a link that leads nowhere. */
export async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
