/** The version of this package. All packages of Truce are released together with the same version. */

import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("../package.json") as { readonly version: string };

export const VERSION = manifest.version;
