/** Reads in pages, so that at most two pages are in memory. */

import { nextTurn } from "../next-turn.ts";

/** The maximum number of rows of a page. */
const MAX_PAGE = 1_000;

/** A page with more characters than this is followed by a smaller page. */
const LARGE_PAGE = 4_000_000;

/**
 * When pages are read.
 *
 * - `ahead`: while the caller handles a page, the next one is read, so that the database and the caller work at the same
 *   time. The second page is not read ahead, because many callers stop within the first.
 * - `onDemand`: no statement is executed while the caller handles a page.
 */
export type Paging = "ahead" | "onDemand";

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
  paging: Paging,
): AsyncGenerator<readonly Item[]> {
  let left = limit;
  let count = Math.min(left, MAX_PAGE / 10);
  let reading = count > 0 ? readPage(undefined, count) : undefined;
  let isFirst = true;
  while (reading) {
    const page = await reading;
    left -= page.length;
    const size = page.reduce((sum, item) => sum + sizeOf(item), 0);
    const nextSize = size > LARGE_PAGE ? Math.max(1, Math.floor(count / 4)) : Math.min(MAX_PAGE, count * 2);
    const nextCount = page.length < count ? 0 : Math.min(left, nextSize);
    const readNext = () => (nextCount > 0 ? readPage(page.at(-1), nextCount) : undefined);

    const isAhead = paging === "ahead" && !isFirst;
    if (isAhead) {
      reading = readNext();
      // A caller that stops within this page never waits for the next one.
      reading?.catch(() => undefined);
      // A caller that waits for nothing while it handles the page would delay the statement until it has handled all of it.
      await nextTurn();
    }
    if (page.length > 0) yield page;
    if (!isAhead) reading = readNext();
    count = nextCount;
    isFirst = false;
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
