/** A stream that is left out although the answer depends on it. */

import type { Explanation } from "@truce/rules-dsl";

/** A note if the incoming type has rules in some categories only, and none of them was named. */
export function missingStream({
  category,
  registration,
  otherCategories,
  incoming,
}: Explanation): readonly string[] {
  const [first, ...others] = otherCategories;
  if (category !== null || registration !== null || first === undefined) return [];
  const names = otherCategories.map((name) => `'${name}'`).join(", ");
  const which = others.length === 0 ? `--stream ${first}` : "--stream with one of them";
  return [`'${incoming.type}' has rules only for streams of ${names}: add ${which}`];
}
