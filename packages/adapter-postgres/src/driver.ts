/** What the adapter needs of a database: one SQL, and thin drivers that carry it there. */

/** A statement that is run often: prepared under its name where the driver and the options allow it. */
export interface Statement {
  /** At most 63 bytes; null where it is not to be prepared. */
  readonly name: string | null;
  readonly text: string;
  /**
   * A call that does the same in a READ COMMITTED transaction of its own, whatever the session's default: see
   * sql/read-committed.ts. Left out for statements that are right at every level.
   */
  readonly readCommittedCall?: string;
}

/** Everything travels as text (lists as array literals), so that no driver's own conversions matter. */
export type Parameter = string | null;

/** A row of texts. */
export type Row = Readonly<Record<string, string | null>>;

/** A connection, for as long as it is borrowed. */
export interface Session {
  /** Runs one statement: outside a transaction it is one of its own, committed when the promise is fulfilled. */
  query(statement: Statement, parameters: readonly Parameter[]): Promise<readonly Row[]>;
  /** Runs several statements that take no parameters. */
  script(sql: string): Promise<void>;
}

/** A source of connections. */
export interface Driver {
  /**
   * Lends a connection. One that was broken meanwhile is thrown away.
   *
   * @throws ConnectError if there is none: nothing has been sent.
   */
  use<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Lends a connection, inside a transaction that is committed when the work is fulfilled. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Ends what the driver itself has opened. */
  close(): Promise<void>;
}
