import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { SCHEMA } from "./versions.ts";

/** SHA-256 of the SQL for the tables of each version. Once a version is released, its line here never changes. */
const TABLES = ["8c16c97da9d36f1453b50e1e25b1a0f468cc3e60ac129b489c1fbc501ed407b9"];

function hashOf(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}

test("the tables of every version are the recorded ones: a released version is never changed, others are added", () => {
  expect(SCHEMA.versions.map(({ tables }) => hashOf(tables('"truce"')))).toEqual(TABLES);
});

test("the functions are the recorded ones: if the newest version is released, changed functions need a version of their own", () => {
  expect(SCHEMA.versions.at(-1)?.functionsHash).toBe(hashOf(SCHEMA.functions('"truce"')));
});
