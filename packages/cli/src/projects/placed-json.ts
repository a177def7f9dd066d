/** JSON whose values have places, so that a problem can name its line. */

import { LineCounter, isMap, parseDocument, type Document, type ParsedNode } from "yaml";

/** The keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** A place in a text: line and column from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text that is JSON. */
export interface PlacedJson {
  readonly value: unknown;
  /** Where a property or an item begins: the nearest one around it if there is none at the path. */
  readonly placeOf: (path: JsonPath) => Place;
}

/** What is wrong with a text that is not JSON. */
export interface JsonProblem {
  readonly message: string;
  readonly place: Place;
}

/** Reads JSON. A key that an object has twice is a problem too: `JSON.parse` would drop the first one. */
export function readPlacedJson(text: string): PlacedJson | JsonProblem {
  const lineCounter = new LineCounter();
  // Every JSON text is YAML too, and this parser knows where things are.
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
  const twice = document.errors.find(({ code }) => code === "DUPLICATE_KEY");
  if (twice !== undefined) return { message: "this key is there twice", place: placeAt(twice.pos[0]) };
  return { value, placeOf: (path) => placeAt(offsetOf(document, path)) };
}

/** The message of V8, without the text that it quotes. It does not give the offset of every mistake. */
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
