/** `npm run mutants [-- WORD]` runs every mutant, or those with WORD in their name. Exits with 1 if one is not caught. */

import { describeFate, runMutants } from "./run-all.ts";

const wanted = process.argv[2] ?? "";
let total = 0;
let caught = 0;
for await (const { mutant, fate, seconds } of runMutants(({ name }) => name.includes(wanted))) {
  total++;
  if (fate.kind === "caught") caught++;
  console.log(`${fate.kind.padEnd(8)}  ${mutant.suite.padEnd(11)}  ${mutant.name}`);
  console.log(`${`${seconds.toFixed(1)} s`.padStart(8)}${" ".repeat(15)}${describeFate(fate)}`);
}
console.log(`\n${caught} of ${total} mutants caught`);
process.exitCode = caught === total && total > 0 ? 0 : 1;
