/** Contents out of a repository, many by one process. */

import { MisuseError } from "../../../misuse-error.ts";
import { runGit } from "./run-git.ts";

const LINE_FEED = 0x0a;

/** The contents by their names. One that is not there is missing in the answer too. */
export async function readBlobs(
  folder: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const result = await runGit(folder, ["cat-file", "--batch"], ids.map((id) => `${id}\n`).join(""));
  if ("problem" in result) throw new MisuseError(`git cannot read what is in the commit: ${result.problem}`);
  return blobsIn(result.output);
}

/** One after another: `<id> blob <size>`, a line break, the content, a line break; or `<id> missing` and a line break. */
function blobsIn(output: Buffer): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  for (let start = 0; start < output.length;) {
    const contentStart = output.indexOf(LINE_FEED, start) + 1;
    const [id = "", type, size] = output.toString("utf8", start, contentStart - 1).split(" ");
    start = contentStart;
    if (type !== "blob") continue;
    const contentEnd = contentStart + Number(size);
    blobs.set(id, output.subarray(contentStart, contentEnd));
    start = contentEnd + 1;
  }
  return blobs;
}
