import { readFileSync } from "node:fs";
import { mutants } from "./mutants/catalogue/index.ts";
import * as m from "./mutants/mutant.ts";
for (const one of mutants) { try { (m as any).mutate(readFileSync(one.file ?? (one as any).path, "utf8"), one); } catch (e) { console.log("MISMATCH", (one as any).file, one.name, String(e).slice(0,200)); } }
console.log(mutants.length);
