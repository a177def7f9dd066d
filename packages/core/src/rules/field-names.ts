/** The fields of a payload as types. The compiler checks `on` and `when` with them. */

/** The types that a comparison can compare. Any other field is always in doubt, so comparing it is a mistake. */
type Scalar = string | number | boolean | null | undefined;

/**
 * The paths of a payload's scalar fields, written with dots, down to four levels: `"room"`, `"room.id"`. If the type of the
 * payload is unknown, any string.
 */
export type FieldOf<Data, Depth extends 1[] = [1, 1, 1, 1]> = unknown extends Data
  ? string
  : Data extends readonly unknown[] | Scalar
    ? never
    : Depth extends [1, ...infer Deeper extends 1[]]
      ? { [Key in keyof Data & string]: FieldAt<Key, Data[Key], Deeper> }[keyof Data &
          string &
          Undotted<keyof Data>]
      : never;

/** The keys without a dot. A key with a dot would be read as a path into an object. */
type Undotted<Key> = Key extends `${string}.${string}` ? never : Key;

type FieldAt<Key extends string, Value, Deeper extends 1[]> =
  | ([Extract<Value, Scalar>] extends [never] ? (unknown extends Value ? Key : never) : Key)
  | `${Key}.${FieldOf<Exclude<Value, Scalar>, Deeper>}`;

/** The fields that two payloads share. */
export type SharedField<Mine, Theirs> = FieldOf<Mine> & FieldOf<Theirs>;
