/** Runs everything that must pass before a change is merged, in order. Stops at the first step that fails. */

import { spawnSync } from "node:child_process";

const steps = [
  "format:check",
  "lint",
  "typecheck",
  "build",
  "knip",
  "package:check",
  "api:check",
  "test",
  "test:slow",
];

for (const [index, step] of steps.entries()) {
  console.log(`\n=== ${step} (${index + 1} of ${steps.length})`);
  const { status } = spawnSync("npm", ["run", "--silent", step], { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    console.error(`\ncheck failed at: ${step}`);
    process.exit(1);
  }
}
console.log("\ncheck passed");
