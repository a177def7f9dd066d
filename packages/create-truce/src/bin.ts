#!/usr/bin/env node
/** The command `create-truce`, which `npm create truce` runs. */

import { main } from "./main.ts";

await main();
