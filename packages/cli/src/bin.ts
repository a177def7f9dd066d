#!/usr/bin/env node
/** The command `truce`. Everything else is loaded only if Node is new enough for it. */

import module from "node:module";

const NEEDED = [22, 12] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `truce: Node ${NEEDED.join(".")} or newer is needed, but this is Node ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else {
  module.enableCompileCache();
  const { main } = await import("./main.ts");
  await main();
}
