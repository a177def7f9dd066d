/** Reads in pages, so that no connection is borrowed, and only one page is in memory, while the caller handles an event. */

/** The maximum number of rows of a page. */
const MAX_PAGE = 1_000;

/** A page with more characters than this is followed by a smaller page. */
const LARGE_PAGE = 4_000_000;

/**
 * @param limit - The maximum number of items in total.
 * @param readPage - Reads the items after the given one, or from the beginning if it is undefined.
 * @param sizeOf - The number of characters of an item.
 * @returns The pages. None is empty.
 */
export async function* pages<Item>(
  limit: number,
  readPage: (after: Item | undefined, count: number) => Promise<readonly Item[]>,
  sizeOf: (item: Item) => number,
): AsyncGenerator<readonly Item[]> {
  let left = limit;
  let pageSize = MAX_PAGE / 10;
  let last: Item | undefined;
  while (left > 0) {
    const count = Math.min(left, pageSize);
    const page = await readPage(last, count);
    if (page.length > 0) yield page;
    if (page.length < count) return;
    last = page.at(-1);
    left -= page.length;
    const size = page.reduce((sum, item) => sum + sizeOf(item), 0);
    pageSize = size > LARGE_PAGE ? Math.max(1, Math.floor(pageSize / 4)) : Math.min(MAX_PAGE, pageSize * 2);
  }
}

/**
 * The items of pages, one by one. A single generator for all items, because each generator that an item passes through takes
 * as long as parsing it.
 *
 * @param check - Called before each item. Can throw.
 */
export async function* itemsOf<Item>(
  pagesOfItems: AsyncIterable<readonly Item[]>,
  check: () => void,
): AsyncGenerator<Item> {
  check();
  for await (const page of pagesOfItems) {
    for (const item of page) {
      check();
      yield item;
    }
  }
}
