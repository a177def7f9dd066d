/** Checks value comments at run time. Imported by the programs that `value-comments.ts` writes. */

import { format, inspect, isDeepStrictEqual } from "node:util";

/** In an expected object, allows the actual one to have more properties. */
export const more = Symbol("more");

let file = "";
const unchecked = new Set<number>();
const printedLines: string[] = [];
const printedBefore = new Map<number, number>();

/** Registers the lines that have a value comment. Each must have been checked when the program ends. */
export function start(name: string, lines: readonly number[]): void {
  file = name;
  for (const line of lines) unchecked.add(line);
  for (const method of ["log", "info", "warn", "error"] as const) {
    console[method] = (...args: readonly unknown[]) => {
      printedLines.push(...format(...args).split("\n"));
    };
  }
  process.on("exit", () => {
    for (const line of unchecked) fail(line, "the program never reached this line");
  });
}

/** Checks the value of an expression, and returns it. */
export function value<Value>(line: number, actual: Value, expected: unknown): Value {
  unchecked.delete(line);
  if (!agrees(actual, expected)) fail(line, `is ${inspect(actual, { depth: null, breakLength: 110 })}`);
  return actual;
}

/** Marks the start of a statement that prints. */
export function printing(line: number): void {
  printedBefore.set(line, printedLines.length);
}

/** Checks what was printed since the statement started. */
export function printed(line: number, expected: readonly string[]): void {
  unchecked.delete(line);
  const actual = printedLines.slice(printedBefore.get(line)).map((text) => text.trim());
  if (
    !isDeepStrictEqual(
      actual,
      expected.map((text) => text.trim()),
    )
  )
    fail(line, `prints ${actual.join("\n") || "nothing"}`);
}

function agrees(actual: unknown, expected: unknown): boolean {
  if (!isObjectOrArray(expected) || !isObject(actual)) return isDeepStrictEqual(actual, expected);
  const keys = Object.keys(expected);
  if (!(more in expected)) {
    if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false;
    if (Object.keys(actual).length !== keys.length) return false;
  }
  return keys.every((key) => Object.hasOwn(actual, key) && agrees(actual[key], expected[key]));
}

function isObject(candidate: unknown): candidate is Readonly<Record<PropertyKey, unknown>> {
  return typeof candidate === "object" && candidate !== null;
}

/** Whether a comment wrote it as `{ ... }` or `[ ... ]`. */
function isObjectOrArray(candidate: unknown): candidate is Readonly<Record<PropertyKey, unknown>> {
  return (
    isObject(candidate) &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(candidate) as object)
  );
}

function fail(line: number, message: string): void {
  process.stderr.write(`${file}:${line}: ${message}\n`);
  process.exitCode = 1;
}
