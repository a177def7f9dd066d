/** Every payload that matters to conditions on three fields, one of them below another: for brute force. */

import type { ConflictRule, FieldPath, JsonValue } from "@truce/core";
import { compareScalars, scalarAt } from "@truce/core";
import type { Conjunction } from "../src/tables/payload-cases.ts";

/** The fields that conditions compare. `x.z` is there only where `x` holds no scalar. */
export const FIELDS: readonly FieldPath[] = [["x"], ["x", "z"], ["y"]];

/** Three scalars are enough: of four fields, two on each side, no more have to be different from each other. */
const SCALARS = [1, 2, 3] as const;

/** What a field can hold, up to the names of the scalars; undefined where it is missing. */
const VALUES_OF_X: readonly (JsonValue | undefined)[] = [
  undefined,
  ...SCALARS,
  ...SCALARS.map((z) => ({ z })),
];
const VALUES_OF_Y: readonly (JsonValue | undefined)[] = [undefined, ...SCALARS];

/** Payloads of one side. */
export const PAYLOADS: readonly JsonValue[] = VALUES_OF_X.flatMap((x) =>
  VALUES_OF_Y.map((y) => ({ ...(x !== undefined && { x }), ...(y !== undefined && { y }) })),
);

/** Every pair of payloads: mine, theirs. */
export const PAYLOAD_PAIRS: readonly (readonly [JsonValue, JsonValue])[] = PAYLOADS.flatMap((mine) =>
  PAYLOADS.map((theirs) => [mine, theirs] as const),
);

/** Whether comparisons hold. */
export function hold(
  { when }: Pick<Conjunction | ConflictRule, "when">,
  mine: JsonValue,
  theirs: JsonValue,
): boolean {
  return when.every((comparison) =>
    compareScalars(scalarAt(mine, comparison.mine), comparison.operator, scalarAt(theirs, comparison.theirs)),
  );
}
