/** The part of `pg` that is used, so that none of its types is in a public signature. */

/** What a client of `pg` has: a `Client`, or one from a `Pool`. */
export interface PgClient {
  /** Sends one statement, as `pg` does. */
  query(query: PgQuery): Promise<PgResult>;
  /** Sends one statement, as `pg` does. */
  query(sql: string): Promise<unknown>;
  /** Reports a connection that is lost while no query is under way. */
  on?(event: "error", listener: (error: Error) => void): unknown;
  /** Ends what `on` began. */
  removeListener?(event: "error", listener: (error: Error) => void): unknown;
  /** Of clients from a pool: gives it back, or throws it away. */
  release?(destroy?: boolean): void;
  /** Of clients on their own. */
  end?(): Promise<void>;
}

/** What a query is given as. */
export interface PgQuery {
  /** The statement. */
  readonly text: string;
  /** Its parameters, as text. */
  readonly values: (string | null)[];
  /** The name under which the connection keeps it prepared. */
  readonly name?: string;
}

/** What a query gives. */
export interface PgResult {
  /** What came back. */
  readonly rows: readonly unknown[];
}

/** What a `Pool` of `pg` has. */
export interface PgPool {
  /** Checks a connection out. */
  connect(): Promise<PgClient>;
  /** What it connects to: for errors. */
  readonly options?: {
    readonly host?: unknown;
    readonly port?: unknown;
    readonly database?: unknown;
    readonly connectionString?: unknown;
  };
  /** Reports each new connection. */
  on?(event: "connect", listener: (client: PgClient) => void): unknown;
}
