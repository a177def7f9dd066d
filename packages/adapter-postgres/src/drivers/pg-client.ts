/** The parts of `pg` that the adapter uses, so that none of its types is in a public signature. */

/** A client of `pg`: a `Client`, or one from a `Pool`. */
export interface PgClient {
  /** Sends one statement, as `pg` does. */
  query(query: PgQuery): Promise<PgResult>;
  /** Sends one statement, as `pg` does; without parameters also several. */
  query(sql: string, parameters?: unknown[]): Promise<PgResult>;
  /** Reports a connection that is lost while no query is under way. */
  on?(event: "error", listener: (error: Error) => void): unknown;
  /** Removes a listener that `on` added. */
  removeListener?(event: "error", listener: (error: Error) => void): unknown;
  /** Only clients from a pool have this. It returns the client to the pool, or destroys it. */
  release?(destroy?: boolean): void;
  /** Ends the connection of a client that is from no pool. */
  end?(): Promise<void>;
}

/** What a client of `pg` has besides, as far as the adapter uses it to listen. */
export interface PgListener extends PgClient {
  /** Connects a client that is from no pool. */
  connect(): Promise<unknown>;
  /** Reports a notification. */
  on(event: "notification", listener: (notice: { readonly payload?: string }) => void): unknown;
  /** Reports the end of the connection. */
  on(event: "end", listener: () => void): unknown;
  /** Reports a connection that is lost. */
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** A statement with its parameters. */
export interface PgQuery {
  /** The statement. */
  readonly text: string;
  /** The parameters, as text. */
  readonly values: (string | null)[];
  /** The name under which the connection keeps it prepared. */
  readonly name?: string;
}

/** The result of a query. */
export interface PgResult {
  /** The rows. */
  readonly rows: readonly unknown[];
}

/** A `Pool` of `pg`. */
export interface PgPool<Client extends PgClient = PgClient> {
  /** Checks a connection out. */
  connect(): Promise<Client>;
  /** The server that it connects to. Used in error messages only. */
  readonly options?: {
    readonly host?: unknown;
    readonly port?: unknown;
    readonly database?: unknown;
    readonly connectionString?: unknown;
  };
  /** Reports each new connection. */
  on?(event: "connect", listener: (client: PgClient) => void): unknown;
}
