/** Reads YAML nodes strictly: whatever is not expected is a problem, and every problem has its place. */

import type { JsonValue } from "@truce/core";
import { nearest, type Location } from "@truce/rules-dsl";
import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from "yaml";
import type { Problem } from "./rule-tests.ts";
import type { Locate } from "./yaml-document.ts";

/** The reading of one document. */
export interface Reading {
  readonly locate: Locate;
  readonly problems: Problem[];
}

/** A text, and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly at: Location;
}

/** The values of a mapping; null where a key has none. */
export type Fields<Key extends string> = Partial<Record<Key, ParsedNode | null>>;

/** Notes a problem. */
export function complain(
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

/** The values of a mapping that may have these keys and no others, each once; null where it is none. */
export function readFields<Key extends string>(
  reading: Reading,
  node: ParsedNode,
  what: string,
  keys: readonly Key[],
): Fields<Key> | null {
  if (!isPlain(reading, node)) return null;
  if (!isMap<ParsedNode, ParsedNode | null>(node)) {
    return complain(
      reading,
      placeOf(reading, node),
      `${what} is written as 'key: value', with ${listed(keys)}`,
    );
  }
  const fields: Fields<Key> = {};
  const misspelt: Fields<Key> = {};
  for (const { key, name, value } of entriesOf(reading, node)) {
    const known = keys.find((candidate) => candidate === name);
    if (known !== undefined) {
      fields[known] = value;
      continue;
    }
    complain(reading, key, `${what} cannot hold '${name}'`, suggestionFor(name, keys));
    const meant = keys.find((candidate) => candidate === nearest(name, keys));
    if (meant !== undefined) misspelt[meant] = value;
  }
  // The key that was meant is not missing, so that one slip gives one problem.
  return { ...misspelt, ...fields };
}

/** The items of a list; what is no list counts as a list of one. */
export function readItems(reading: Reading, node: ParsedNode): readonly ParsedNode[] {
  if (!isSeq<ParsedNode>(node)) return [node];
  return isPlain(reading, node) ? node.items : [];
}

/** A text that is not empty, or null. */
export function readText(reading: Reading, node: ParsedNode, what: string): PlacedText | null {
  if (!isPlain(reading, node)) return null;
  const at = placeOf(reading, node);
  if (!isScalar(node) || typeof node.value !== "string") {
    const suggestion = isScalar(node) && node.value !== null ? `write it in quotes: "${node.source}"` : null;
    return complain(reading, at, `${what} must be a text`, suggestion);
  }
  return node.value === "" ? complain(reading, at, `${what} must not be empty`) : { text: node.value, at };
}

/** Anything that JSON can hold; null where a problem was noted. */
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
  const what = typeof value === "number" ? String(value) : "this";
  return complain(reading, placeOf(reading, node), `${what} is nothing that JSON can hold`);
}

interface MapEntry {
  readonly name: string;
  /** Where its key stands. */
  readonly key: Location;
  readonly value: ParsedNode | null;
}

/** The entries of a mapping, each key once. */
function entriesOf(
  reading: Reading,
  { items }: { readonly items: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[] },
): readonly MapEntry[] {
  const seen = new Set<string>();
  return items.flatMap(({ key, value }) => {
    if (!isPlain(reading, key) || !isScalar(key)) return [];
    const name = String(key.value);
    const at = placeOf(reading, key);
    if (seen.has(name)) complain(reading, at, `'${name}' is there twice`);
    seen.add(name);
    return [{ name, key: at, value }];
  });
}

/** Whether a node is what it seems. Nothing here is long enough to need names for its parts. */
function isPlain(reading: Reading, node: ParsedNode): boolean {
  const at = placeOf(reading, node);
  if (isAlias(node)) complain(reading, at, "an alias has no place here: write out what it stands for");
  else if (node.anchor !== undefined) complain(reading, at, `the anchor '${node.anchor}' has no place here`);
  else if (node.tag !== undefined) complain(reading, at, "a tag has no place here: put a text in quotes");
  else return true;
  return false;
}

function suggestionFor(word: string, keys: readonly string[]): string {
  const near = nearest(word, keys);
  return near === undefined ? `it may have ${listed(keys)}` : `did you mean '${near}'?`;
}

function listed(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(", ");
}
