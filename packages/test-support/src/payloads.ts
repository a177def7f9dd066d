/** Every payload that matters to conditions on three fields, one of them below another: for brute force. */

/** The fields that conditions compare. `x.z` is there only if `x` holds no scalar. */
export const FIELDS: readonly (readonly string[])[] = [["x"], ["x", "z"], ["y"]];

interface Payload {
  readonly x?: number | { readonly z: number };
  readonly y?: number;
}

/** Three scalars are enough: of four fields, two on each side, no more have to be different from each other. */
const SCALARS = [1, 2, 3] as const;

const VALUES_OF_X: readonly Payload["x"][] = [undefined, ...SCALARS, ...SCALARS.map((z) => ({ z }))];
const VALUES_OF_Y: readonly Payload["y"][] = [undefined, ...SCALARS];

/** The payloads of one side. */
export const PAYLOADS: readonly Readonly<Record<string, number | Readonly<Record<string, number>>>>[] =
  VALUES_OF_X.flatMap((x) =>
    VALUES_OF_Y.map((y) => ({ ...(x !== undefined && { x }), ...(y !== undefined && { y }) })),
  );
