import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, it } from "vitest";

/** Makes both behave as if they were not installed. */
const WITHOUT_TEST_FRAMEWORKS = `
import { registerHooks } from "node:module";
registerHooks({
  resolve(specifier, context, next) {
    if (/^(vitest|fast-check)(\\/|$)/.test(specifier)) throw new Error("not installed: " + specifier);
    return next(specifier, context);
  },
});`;

async function imports(entry: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=@truce/source",
    `--import=data:text/javascript,${encodeURIComponent(WITHOUT_TEST_FRAMEWORKS)}`,
    "--input-type=module",
    "--eval",
    `const names = await import(${JSON.stringify(entry)}).then(Object.keys, ({ message }) => message); console.log(names);`,
  ]);
  return stdout;
}

it("only the history checker and the tests of deciders can be imported without vitest and fast-check", async () => {
  expect(await imports("@truce/testkit/history")).toContain("checkHistory");
  expect(await imports("@truce/testkit/given")).toContain("given");
  expect(await imports("@truce/testkit")).toContain("not installed");
});
