/** The fields of a payload, as types: what the compiler checks `on` and `when` against. */

/** What a comparison can look at. Other types of field are always in doubt, so naming one is a mistake. */
type Scalar = string | number | boolean | null | undefined;

/**
 * The paths of a payload's scalar fields, written with dots, down to four levels: `"room"`, `"room.id"`. For a payload
 * of unknown shape, any string.
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

/** The keys without a dot: one with a dot would be taken for a way into an object. */
type Undotted<Key> = Key extends `${string}.${string}` ? never : Key;

type FieldAt<Key extends string, Value, Deeper extends 1[]> =
  | ([Extract<Value, Scalar>] extends [never] ? (unknown extends Value ? Key : never) : Key)
  | `${Key}.${FieldOf<Exclude<Value, Scalar>, Deeper>}`;

/** The fields that two payloads share. */
export type SharedField<Mine, Theirs> = FieldOf<Mine> & FieldOf<Theirs>;
