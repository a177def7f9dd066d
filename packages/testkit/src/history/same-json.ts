/** Compares a value that was sent with one that was read back, as JSON. Shares no code with core, on purpose. */

/** A property that is undefined counts as absent, and -0 as 0. */
export function sameJson(sent: unknown, readBack: unknown): boolean {
  if (sent === readBack) return true;
  if (Array.isArray(sent) && Array.isArray(readBack)) {
    return sent.length === readBack.length && sent.every((item, index) => sameJson(item, readBack[index]));
  }
  if (!isPlainObject(sent) || !isPlainObject(readBack)) return false;
  const keys = Object.keys(sent).filter((key) => valueOf(sent, key) !== undefined);
  return (
    keys.length === Object.keys(readBack).length &&
    keys.every((key) => Object.hasOwn(readBack, key) && sameJson(valueOf(sent, key), valueOf(readBack, key)))
  );
}

function valueOf(object: object, key: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[key];
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
