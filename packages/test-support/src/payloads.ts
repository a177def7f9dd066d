/** All payloads that can make a difference to conditions on three fields, for exhaustive tests. */

/** The fields that conditions compare. A payload has `x.z` only if `x` is not a scalar. */
export const FIELDS: readonly (readonly string[])[] = [["x"], ["x", "z"], ["y"]];

interface Payload {
  readonly x?: number | { readonly z: number };
  readonly y?: number;
}

/** Three scalars are enough, because conditions compare at most four fields, two on each side. */
const SCALARS = [1, 2, 3] as const;

const VALUES_OF_X: readonly Payload["x"][] = [undefined, ...SCALARS, ...SCALARS.map((z) => ({ z }))];
const VALUES_OF_Y: readonly Payload["y"][] = [undefined, ...SCALARS];

/** The payloads of one side, incoming or committed. */
export const PAYLOADS: readonly Readonly<Record<string, number | Readonly<Record<string, number>>>>[] =
  VALUES_OF_X.flatMap((x) =>
    VALUES_OF_Y.map((y) => ({ ...(x !== undefined && { x }), ...(y !== undefined && { y }) })),
  );
