import { afterEach, expect, test, vi } from "vitest";

import { sha256 } from "./sha256.ts";

// https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
const KNOWN = [
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
] as const;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each(KNOWN)("hashes '%s'", (text, hash) => {
  expect(sha256(text)).toBe(hash);
});

test.each([
  ["without a process, as in a browser", undefined],
  ["with a process without getBuiltinModule", {}],
  ["with a module that is too old", { getBuiltinModule: () => ({}) }],
])("hashes the same %s", async (_case, process) => {
  vi.stubGlobal("process", process);
  vi.resetModules();
  const portable = await import("./sha256.ts");
  for (const text of ["", "abc", "é \u{1F600}", "x".repeat(100_000)]) {
    expect(portable.sha256(text)).toBe(sha256(text));
  }
});
