/** The places where the demo can keep its events. */

export type StorageChoice =
  /** PostgreSQL in this process, in memory. */
  | { readonly kind: "pglite" }
  /** The same, kept in a directory. */
  | { readonly kind: "directory"; readonly path: string }
  /** A PostgreSQL server. Where no schema is named, the demo makes one and drops it at the end. */
  | { readonly kind: "server"; readonly url: string; readonly schema: string | undefined }
  /** No database at all. */
  | { readonly kind: "memory" };
