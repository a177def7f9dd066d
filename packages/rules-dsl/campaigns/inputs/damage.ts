/** Damage to a text: a part is removed, doubled, moved or inserted, the rest is cut off, line breaks change, or a bit flips. */

import fc from "fast-check";
import { bytes, piece, soup } from "./pieces.ts";

const damage = fc.record({
  how: fc.constantFrom("cut", "double", "move", "insert", "insert", "truncate", "line breaks", "flip"),
  from: fc.nat(),
  length: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 400 })),
  to: fc.nat(),
  put: fc.oneof(piece, soup, bytes),
});

export type Damage = typeof damage extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** A few kinds of damage, or none. */
export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(damage, { maxLength: 4 });

/** The damaged text. */
export function damaged(text: string, all: readonly Damage[]): string {
  return all.reduce(damagedOnce, text);
}

function damagedOnce(text: string, { how, from, length, to, put }: Damage): string {
  const start = from % (text.length + 1);
  const end = Math.min(start + length, text.length);
  const [before, cut, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  switch (how) {
    case "cut":
      return before + after;
    case "double":
      return before + cut + cut + after;
    case "move": {
      const target = to % (before.length + after.length + 1);
      return (before + after).slice(0, target) + cut + (before + after).slice(target);
    }
    case "truncate":
      return before;
    case "line breaks":
      return text.replaceAll("\n", to % 2 === 0 ? "\r\n" : "\r");
    case "flip": {
      const flipped = String.fromCharCode((text.charCodeAt(start) || 0) ^ (1 << (to % 16)));
      return before + flipped + text.slice(start + 1);
    }
    default:
      return before + put + cut + after;
  }
}
