/** Reads YAML nodes strictly: everything unexpected is a problem with its place. */

import type { JsonValue } from "@truce/core";
import { nearest, type Location } from "@truce/rules-dsl";
import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from "yaml";
import type { Placed, Problem } from "./rule-tests.ts";
import type { Locate } from "./yaml-document.ts";

/** The reading of one document. */
export interface Reading {
  readonly locate: Locate;
  readonly problems: Problem[];
}

/** The values of a mapping; null for a key without a value. */
export type Fields<Key extends string> = Partial<Record<Key, ParsedNode | null>>;

/** Reports a problem. */
export function report(
  { problems }: Reading,
  at: Location,
  message: string,
  suggestion: string | null = null,
): null {
  problems.push({ at, message, suggestion });
  return null;
}

export function placeOf({ locate }: Reading, node: ParsedNode): Location {
  return locate(node.range);
}

/** Reads a mapping that may have only these keys, each once. Null if the node is not a mapping. */
export function readFields<Key extends string>(
  reading: Reading,
  node: ParsedNode,
  what: string,
  keys: readonly Key[],
): Fields<Key> | null {
  if (!isPlain(reading, node)) return null;
  if (!isMap<ParsedNode, ParsedNode | null>(node)) {
    return report(reading, placeOf(reading, node), `${what} is written as 'key: value' with ${listed(keys)}`);
  }
  const fields: Fields<Key> = {};
  const misspelt: Fields<Key> = {};
  for (const { key, name, value } of entriesOf(reading, node)) {
    const known = keys.find((candidate) => candidate === name);
    if (known !== undefined) {
      fields[known] = value;
      continue;
    }
    report(reading, key, `${what} cannot have '${name}'`, suggestionFor(name, keys));
    const meant = keys.find((candidate) => candidate === nearest(name, keys));
    if (meant !== undefined) misspelt[meant] = value;
  }
  // The key that was meant does not count as missing, so that one mistake gives one problem.
  return { ...misspelt, ...fields };
}

/** The items of a list. Any other node counts as a list of one. */
export function readItems(reading: Reading, node: ParsedNode): readonly ParsedNode[] {
  if (!isSeq<ParsedNode>(node)) return [node];
  return isPlain(reading, node) ? node.items : [];
}

/** Reads a string that is not empty. Null after a problem. */
export function readText(reading: Reading, node: ParsedNode, what: string): Placed<string> | null {
  if (!isPlain(reading, node)) return null;
  const at = placeOf(reading, node);
  if (!isScalar(node) || typeof node.value !== "string") {
    const suggestion = isScalar(node) && node.value !== null ? `write it in quotes: "${node.source}"` : null;
    return report(reading, at, `${what} must be a string`, suggestion);
  }
  return node.value === "" ? report(reading, at, `${what} must not be empty`) : { value: node.value, at };
}

/** Reads any value that JSON can hold. Null after a problem. */
export function readJson(reading: Reading, node: ParsedNode | null): JsonValue {
  if (node === null || !isPlain(reading, node)) return null;
  if (isSeq<ParsedNode>(node)) return node.items.map((item) => readJson(reading, item));
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    return Object.fromEntries(
      entriesOf(reading, node).map(({ name, value }) => [name, readJson(reading, value)]),
    );
  }
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const what = typeof value === "number" ? String(value) : "this value";
  return report(reading, placeOf(reading, node), `JSON cannot hold ${what}`);
}

interface MapEntry {
  readonly name: string;
  /** The place of its key. */
  readonly key: Location;
  readonly value: ParsedNode | null;
}

/** The entries of a mapping. A repeated key is a problem. */
function entriesOf(
  reading: Reading,
  { items }: { readonly items: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[] },
): readonly MapEntry[] {
  const seen = new Set<string>();
  return items.flatMap(({ key, value }) => {
    if (!isPlain(reading, key) || !isScalar(key)) return [];
    const name = String(key.value);
    const at = placeOf(reading, key);
    if (seen.has(name)) report(reading, at, `'${name}' is repeated`);
    seen.add(name);
    return [{ name, key: at, value }];
  });
}

/** Checks that a node has no alias, anchor or tag. */
function isPlain(reading: Reading, node: ParsedNode): boolean {
  const at = placeOf(reading, node);
  if (isAlias(node)) report(reading, at, "an alias is not allowed here: write out what it stands for");
  else if (node.anchor !== undefined) report(reading, at, `the anchor '${node.anchor}' is not allowed here`);
  else if (node.tag !== undefined) report(reading, at, "a tag is not allowed here: put strings in quotes");
  else return true;
  return false;
}

function suggestionFor(word: string, keys: readonly string[]): string {
  const near = nearest(word, keys);
  return near === undefined ? `it can have ${listed(keys)}` : `did you mean '${near}'?`;
}

function listed(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(", ");
}
