/** Numbers items from 1, each once. */

export interface Numbering<Item> {
  readonly items: readonly Item[];
  /** The number of the item with this key. */
  numberOf(key: string, item: Item): number;
}

export function numbering<Item>(): Numbering<Item> {
  const items: Item[] = [];
  const numbers = new Map<string, number>();
  return {
    items,
    numberOf(key, item) {
      let number = numbers.get(key);
      if (number === undefined) {
        number = items.push(item);
        numbers.set(key, number);
      }
      return number;
    },
  };
}
