import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { SCHEMA } from "./versions.ts";

/** SHA-256 of the SQL for the tables of each version. Once a version is released, its line here never changes. */
const TABLES = ["fe45048fd55fd1579aec15583b58505f8c787c3542ea609494dad703ce0d1462"];

function hashOf(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}

test("the tables of every version are the recorded ones: a released version is never changed, others are added", () => {
  expect(SCHEMA.versions.map(({ tables }) => hashOf(tables('"truce"')))).toEqual(TABLES);
});

test("the functions are the recorded ones: if the newest version is released, changed functions need a version of their own", () => {
  expect(SCHEMA.versions.at(-1)?.functionsHash).toBe(hashOf(SCHEMA.functions('"truce"')));
});
