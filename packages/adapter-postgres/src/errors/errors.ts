/** The errors of this adapter. Those of the contract (`unavailable`, `outcome-unknown`, `store-closed`) are in core. */

import { TruceError } from "@truce/core";

/** The store's schema is missing, or not all of it is there: run `adapter.migrate()`, or have it run. */
export class SchemaMissingError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "schema-missing";
}

/** The schema was made by a newer version of this package, which may rely on what this one does not know. */
export class SchemaTooNewError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "schema-too-new";
  /** The version of the schema that was found. */
  readonly found: number;
  /** The newest version that this package knows. */
  readonly known: number;

  constructor(found: number, known: number) {
    super(
      `the schema has version ${found}, but this package knows none above ${known}: update @truce/adapter-postgres`,
    );
    this.found = found;
    this.known = known;
  }
}

/** The role lacks a right: see the README for those that it needs. */
export class PermissionDeniedError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "permission-denied";
}

/** An open transaction has an isolation level other than READ COMMITTED, under which conflicts would go unseen. */
export class UnsupportedIsolationError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "unsupported-isolation";
}

/** The client given to `inTransaction(client)` has no transaction open, or its transaction has failed. */
export class NoTransactionError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "no-transaction";
}

/** The database refused the data of an append. Nothing was written. */
export class DataRefusedError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "data-refused";
}

/**
 * A backstop held: a stream does not show all of its events, or a version or position is taken already. Nothing was
 * written. A history that was cut short, a row-level policy or a sequence that was not restored are the usual causes.
 */
export class DamagedHistoryError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "damaged-history";
}

/** The server could not be reached as this user or in this database: what is configured must change. */
export class ConnectionRefusedError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "connection-refused";
}

/** Any other error of the database. Nothing was written; `cause` has what it said. */
export class DatabaseError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "database-error";
}

/** The directory is in use by a process that is alive, or may be. */
export class DirectoryLockedError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "directory-locked";
  /** The lock file. */
  readonly lockFile: string;

  constructor(message: string, lockFile: string) {
    super(message);
    this.lockFile = lockFile;
  }
}

/** The database of a browser is open already: in another tab, window or worker of the same origin, or in this one. */
export class DatabaseLockedError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "database-locked";
  /** The name of the Web Lock that whoever has it open holds. */
  readonly lockName: string;

  constructor(message: string, lockName: string) {
    super(message);
    this.lockName = lockName;
  }
}
