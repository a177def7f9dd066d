/** What the author of a storage adapter needs: the contract, matchers, and the errors that an adapter throws. */

import "../errors/check-platform.ts";

export {
  AdapterContractError,
  OutcomeUnknownError,
  StoreClosedError,
  UnavailableError,
} from "../errors/faults.ts";
export { jsonEquals } from "../events/json.ts";
export { compareStreamIds } from "../events/stream-id.ts";
export {
  compareScalars,
  matches,
  scalarAt,
  selectsType,
  type ComparableScalar,
  type ComparisonOperator,
  type FieldComparison,
  type FieldPath,
  type MatchableEvent,
  type Matcher,
  type TypeSelector,
} from "../rules/matcher.ts";
export type { ConflictsWith } from "../rules/partial-evaluation.ts";
export type {
  Checkpoint,
  Lease,
  LeaseRequest,
  ParkedEvent,
  Partition,
  PartitionStatus,
  ProcessorStorage,
  Progress,
} from "./processor-storage.ts";
export type { SnapshotKey, SnapshotStore, StoredSnapshot } from "./snapshot-store.ts";
export {
  MAX_REPORTED_CONFLICTS,
  type AppendedOutcome,
  type AppendOutcome,
  type AppendRequest,
  type ConflictOutcome,
  type IdReusedOutcome,
  type ListedStream,
  type ListStreamsOptions,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StorageAdapter,
  type WrongVersionOutcome,
} from "./storage-adapter.ts";
export type { TransactionScope } from "./transaction-scope.ts";
