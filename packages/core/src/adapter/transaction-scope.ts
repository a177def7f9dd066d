/** What work gets that is committed together with events or a checkpoint. */

/** An open transaction of a storage, as far as work in it needs to know. */
export interface TransactionScope<Transaction = unknown> {
  /** The transaction in the form of the storage's driver. It ends when the work is fulfilled or rejected. */
  readonly transaction: Transaction;
  /**
   * Waits until no other transaction has locked any of these keys, and locks them until this transaction ends. Called once
   * by each piece of work, so that two of them never wait for each other.
   */
  readonly lock: (keys: readonly string[]) => Promise<void>;
}
