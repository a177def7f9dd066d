/** What the adapter needs from a database driver. */

/** A statement that is executed often. It is prepared under its name if the driver and the options allow that. */
export interface Statement {
  /** At most 63 bytes; null if it must not be prepared. */
  readonly name: string | null;
  readonly text: string;
  /**
   * A call that does the same in a READ COMMITTED transaction of its own, whatever the session's default is (see
   * sql/read-committed.ts). Undefined for statements that are right at every isolation level.
   */
  readonly readCommittedCall?: string;
}

/** Every parameter is sent as text (lists as array literals), so that no driver converts it. */
export type Parameter = string | null;

/** A row. Every value is text. */
export type Row = Readonly<Record<string, string | null>>;

/** A borrowed connection. */
export interface Session {
  /** Executes one statement. Outside a transaction it is a transaction of its own, committed when the promise is fulfilled. */
  query(statement: Statement, parameters: readonly Parameter[]): Promise<readonly Row[]>;
  /** Executes several statements without parameters. */
  script(sql: string): Promise<void>;
}

/** A connection that listens. */
export interface Listening {
  /** Fulfilled when the connection has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it. */
  close(): Promise<void>;
}

/** Thrown within a transaction to roll it back. */
export class RollBack extends Error {}

/** A source of connections. */
export interface Driver {
  /**
   * Lends a connection. A connection that breaks meanwhile is discarded.
   *
   * @throws ConnectError if there is no connection. Nothing was sent then.
   */
  use<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /**
   * Lends a connection with an open transaction, which is committed when the work is fulfilled.
   *
   * @param work - Gets the transaction in the driver's own form too. Throws a {@link RollBack} to undo everything without
   * anything being wrong with the connection.
   */
  transaction<Result>(work: (session: Session, transaction: unknown) => Promise<Result>): Promise<Result>;
  /**
   * Listens on a channel of NOTIFY, on a connection of its own. Absent if the connection cannot do that.
   *
   * @param onNotice - Called with the payload of each notification.
   */
  readonly listen?:
    ((channel: string, onNotice: (payload: string) => void) => Promise<Listening>) | undefined;
  /** Closes what the driver itself has opened. */
  close(): Promise<void>;
}
