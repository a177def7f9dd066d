/** Empties the dist folder of the package that it is called in: the compiler leaves behind what no source stands for any more. */

import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
