#!/usr/bin/env node
/** The command `truce`. */

import { enableCompileCache } from "node:module";

enableCompileCache();
const { main } = await import("./main.ts");
await main();
