/** Reads JSON and knows the place of every value, so that a problem can name its line. */

import { LineCounter, isMap, parseDocument, type Document, type ParsedNode } from "yaml";

/** The keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** A place in a text: line and column from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A parsed JSON text. */
export interface PlacedJson {
  readonly value: unknown;
  /** The start of the property or item at the path. If there is none, that of the nearest one around it. */
  readonly placeOf: (path: JsonPath) => Place;
}

/** What is wrong with a JSON text. */
export interface JsonProblem {
  readonly message: string;
  readonly place: Place;
}

/** Reads JSON. A repeated key of an object is a problem too: `JSON.parse` would drop the first one. */
export function readPlacedJson(text: string): PlacedJson | JsonProblem {
  const lineCounter = new LineCounter();
  // JSON is YAML too, and the YAML parser keeps the place of every value.
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return notJson(error instanceof Error ? error.message : "", (offset) =>
      placeAt(offset ?? document.errors[0]?.pos[0] ?? text.length),
    );
  }
  const repeated = document.errors.find(({ code }) => code === "DUPLICATE_KEY");
  if (repeated !== undefined) return { message: "this key is repeated", place: placeAt(repeated.pos[0]) };
  return { value, placeOf: (path) => placeAt(offsetOf(document, path)) };
}

/** The message of V8, without the text that it quotes. V8 does not give the offset of every mistake. */
function notJson(message: string, placeAt: (offset: number | null) => Place): JsonProblem {
  const [, mistake = message, offset] =
    /^(.*?)(?:(?: in JSON)? at position (\d+).*|, (?:\.\.\.)?".*)?$/s.exec(message) ?? [];
  return {
    message: `this is not JSON: ${mistake}`,
    place: placeAt(offset === undefined ? null : Number(offset)),
  };
}

function offsetOf(document: Document<ParsedNode>, path: JsonPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = keyAt(document, path.slice(0, length)) ?? document.getIn(path.slice(0, length), true);
    const offset = (node as ParsedNode | undefined)?.range?.[0];
    if (offset !== undefined) return offset;
  }
  return 0;
}

function keyAt(document: Document<ParsedNode>, path: JsonPath): unknown {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap<{ value: unknown }>(parent)) return undefined;
  return parent.items.find(({ key }) => key.value === path.at(-1))?.key;
}
