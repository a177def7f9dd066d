/** Whether what was handed over and what was read back are the same JSON. Shares no code with core, on purpose. */

/** A property that is undefined counts as absent, and -0 as 0. */
export function sameJson(handedOver: unknown, readBack: unknown): boolean {
  if (handedOver === readBack) return true;
  if (Array.isArray(handedOver) && Array.isArray(readBack)) {
    return (
      handedOver.length === readBack.length &&
      handedOver.every((item, index) => sameJson(item, readBack[index]))
    );
  }
  if (!isPlainObject(handedOver) || !isPlainObject(readBack)) return false;
  const keys = Object.keys(handedOver).filter((key) => valueOf(handedOver, key) !== undefined);
  return (
    keys.length === Object.keys(readBack).length &&
    keys.every(
      (key) => Object.hasOwn(readBack, key) && sameJson(valueOf(handedOver, key), valueOf(readBack, key)),
    )
  );
}

function valueOf(object: object, key: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[key];
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
