/** What is read from disk is read once, until it is forgotten. */

/** Finds a value once for each key. A failure is not kept: the next call tries again. */
export async function once<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  find: () => Promise<Value>,
): Promise<Value> {
  const before = known.get(key);
  if (before !== undefined) return await before;
  const found = find();
  known.set(key, found);
  try {
    return await found;
  } catch (error) {
    if (known.get(key) === found) known.delete(key);
    throw error;
  }
}
