/** The first item of a read, which ends there. */

/** Undefined if there is no item. */
export async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}
