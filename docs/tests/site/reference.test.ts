/** The tables of the reference say what the code has: every error code, every table and every column. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaSql } from "@truce/adapter-postgres";
import { describe, expect, it } from "vitest";
import { root } from "../../site/pages/pages.ts";

const sorted = (texts: readonly (string | undefined)[]): readonly string[] => texts.map(String).toSorted();
const read = (file: string): string => readFileSync(join(root, file), "utf8");

describe("error codes", () => {
  const listed = Array.from(
    read("docs/reference/errors.md").matchAll(/^\| `([a-z-]+)`/gm),
    ([, code]) => code,
  );

  it("are those of all error classes, each once", () => {
    const sources = globSync("packages/*/src/**/*.ts", {
      cwd: root,
      exclude: ["**/*.test.ts", "**/template/**"],
    });
    const codes = sources.flatMap((file) =>
      Array.from(read(file).matchAll(/^ {2}override readonly code = "([a-z-]+)"/gm), ([, code]) => code),
    );
    expect(codes.length).toBeGreaterThan(25);
    expect(sorted(listed)).toEqual(sorted(codes));
  });
});

describe("the database schema", () => {
  const sql = schemaSql();
  const page = read("docs/reference/schema.md");

  /** `events.position: bigint`, for every column. */
  function columnsOfSql(): readonly string[] {
    return Array.from(sql.matchAll(/^CREATE TABLE (?:IF NOT EXISTS )?"truce"\.(\w+) \((.*?)^\);/gms)).flatMap(
      ([, table = "", body = ""]) =>
        Array.from(
          body.matchAll(/^ {2}([a-z_]+) (bigint|integer|text|json|timestamptz|boolean)\b/gm),
          ([, column = "", type = ""]) => `${table}.${column}: ${type}`,
        ),
    );
  }

  function columnsOfPage(): readonly string[] {
    return page.split(/^## /m).flatMap((section) => {
      const table = section.split("\n")[0] ?? "";
      return Array.from(
        section.matchAll(/^\| `(\w+)` +\| `(\w+)` +\|/gm),
        ([, column = "", type = ""]) => `${table}.${column}: ${type}`,
      );
    });
  }

  it("has the tables and columns of schemaSql()", () => {
    const columns = columnsOfSql();
    expect(columns.length).toBeGreaterThan(30);
    expect(columnsOfPage().toSorted()).toEqual(columns.toSorted());
  });

  it("names every function, procedure and index", () => {
    const names = Array.from(
      sql.matchAll(/CREATE OR REPLACE (?:FUNCTION|PROCEDURE) "truce"\.(\w+)|CREATE INDEX (\w+)/g),
      ([, routine, index]) => (routine ?? index ?? "").replace(/_read_committed$/, ""),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
