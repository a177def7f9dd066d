/** Categories in a message. */

/** `'client', 'room'` */
export function namedCategories(categories: readonly string[]): string {
  return categories.map((category) => `'${category}'`).join(", ");
}
