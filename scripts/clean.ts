/** Removes `dist` in the current package, because the compiler does not delete the output of sources that are gone. */

import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
