/** `npm run mutants [-- NAME]`: what becomes of every mutant, or of those whose name contains NAME. */

import { describeFate, runMutants } from "./run-all.ts";

let total = 0;
let caught = 0;
for await (const { mutant, fate } of runMutants(process.argv[2])) {
  total++;
  if (fate.kind === "caught") caught++;
  console.log(`${fate.kind.padEnd(8)}  ${mutant.suite.padEnd(11)}  ${mutant.name}`);
  console.log(`${" ".repeat(23)}${describeFate(fate)}`);
}
console.log(`\n${caught} of ${total} mutants caught`);
process.exitCode = caught === total && total > 0 ? 0 : 1;
