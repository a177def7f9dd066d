/** The anchors of headings, as GitHub makes them: a link to a heading works on both. */

/** The anchor of a heading. Where a page repeats a heading, VitePress adds a number, as GitHub does. */
export function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, "")
    .replaceAll(" ", "-");
}
