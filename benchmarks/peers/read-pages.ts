/** A page that was read by its key: how many events it has, and the key of the last one. */
interface Page {
  readonly events: number;
  readonly last: string | undefined;
}

/** Reads page after page until one is empty. Returns the number of events. */
export async function readPages(readPage: (after: string) => Promise<Page>): Promise<number> {
  let events = 0;
  let after: string | undefined = "0";
  while (after !== undefined) {
    const page: Page = await readPage(after);
    events += page.events;
    after = page.last;
  }
  return events;
}
