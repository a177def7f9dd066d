/** Asks how far the whole store can be read (see barrier.ts). Parameter: the most milliseconds to wait. */
export function settledCallSql(schema: string): string {
  return `
SELECT settled::text, taken::text
FROM ${schema}.settled($1::text::double precision * interval '1 millisecond')`;
}
