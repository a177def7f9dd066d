/** The errors of this adapter. The errors of the contract (`unavailable`, `outcome-unknown`, `store-closed`) are in core. */

import { TruceError } from "@truce/core";

/** The store's schema is missing or incomplete. Run `adapter.migrate()`. */
export class SchemaMissingError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "schema-missing";
}

/** A newer version of this package has migrated the schema, so this version must not change it. */
export class SchemaTooNewError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "schema-too-new";
  /** The version of the schema that was found. */
  readonly found: number;
  /** The newest version that this package knows. */
  readonly known: number;

  constructor(found: number, known: number) {
    super(
      `the schema has version ${found}, but this package supports versions up to ${known}: update @truce/adapter-postgres`,
    );
    this.found = found;
    this.known = known;
  }
}

/** The role lacks a right. `grantsSql` grants those that an application needs. */
export class PermissionDeniedError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "permission-denied";
}

/** The transaction is not READ COMMITTED, so conflicts could be overlooked. */
export class UnsupportedIsolationError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "unsupported-isolation";
}

/** The client given to `inTransaction(client)` has no transaction open, or its transaction has failed. */
export class NoTransactionError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "no-transaction";
}

/** The database refused the data of an append. Nothing was written. */
export class DataRefusedError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "data-refused";
}

/**
 * A backstop refused the append: a stream does not show all of its events, or a version, position or id is used already.
 * Nothing was written. The usual causes are deleted events, a row-level policy, or a sequence that was not restored.
 */
export class DamagedHistoryError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "damaged-history";
}

/** The server refused this user, password or database. The configuration must change. */
export class ConnectionRefusedError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "connection-refused";
}

/** Any other error of the database. Nothing was written. `cause` is the driver's error. */
export class DatabaseError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "database-error";
}

/** The directory is in use by a process that is alive or may be alive. */
export class DirectoryLockedError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "directory-locked";
  /** The lock file. */
  readonly lockFile: string;

  constructor(message: string, lockFile: string) {
    super(message);
    this.lockFile = lockFile;
  }
}

/** The browser database is open already, in this or another tab, window or worker of the same origin. */
export class DatabaseLockedError extends TruceError {
  /** The code to recognise this error by. */
  override readonly code = "database-locked";
  /** The name of the Web Lock. */
  readonly lockName: string;

  constructor(message: string, lockName: string) {
    super(message);
    this.lockName = lockName;
  }
}
