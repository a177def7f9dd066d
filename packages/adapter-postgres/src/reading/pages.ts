/** Reads in pages, so that no connection is held, and no more than a page in memory, while the reader thinks. */

/** The most rows of a page. */
const MAX_PAGE = 1_000;

/** A page that holds more characters than this is followed by a smaller one. */
const LARGE_PAGE = 4_000_000;

/**
 * @param limit - The most items in all.
 * @param readPage - Reads the items after the last one (undefined at the beginning).
 * @param sizeOf - Characters of an item.
 */
export async function* pages<Item>(
  limit: number,
  readPage: (after: Item | undefined, count: number) => Promise<readonly Item[]>,
  sizeOf: (item: Item) => number,
): AsyncGenerator<Item> {
  let left = limit;
  let pageSize = MAX_PAGE / 10;
  let last: Item | undefined;
  while (left > 0) {
    const count = Math.min(left, pageSize);
    const page = await readPage(last, count);
    yield* page;
    if (page.length < count) return;
    last = page.at(-1);
    left -= page.length;
    const size = page.reduce((sum, item) => sum + sizeOf(item), 0);
    pageSize = size > LARGE_PAGE ? Math.max(1, Math.floor(pageSize / 4)) : Math.min(MAX_PAGE, pageSize * 2);
  }
}
