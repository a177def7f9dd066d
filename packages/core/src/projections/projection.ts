/** Projections: rows that follow from events. */

import type { TransactionScope } from "../adapter/transaction-scope.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event, EventOfType, EventType, RecordedEvent } from "../events/event.ts";
import { checkCount, checkName } from "../input/check-values.ts";

/** How rows follow from events. It is pure, so that the rows can be made again at any time. */
export interface Projection<E extends Event, Row> {
  /** The name of the projection. */
  readonly name: string;
  /**
   * Raise it when the rows that follow from the same events have changed. The new version is another projection: it begins
   * with the first event, in a table of its own, while the earlier one goes on.
   */
  readonly version: number;
  /** The key of the row that an event changes; null if it changes none. The default is the id of its stream. */
  readonly key?: ((event: RecordedEvent<E>) => string | null) | undefined;
  /** Makes the row that the first event of a key changes. Each call makes a new one. */
  readonly initialState: () => Row;
  /**
   * For each event type, the row after such an event; null to delete it, after which the next event of its key begins with
   * `initialState` again. It returns a new row and leaves the old one alone. Events of other types are not read.
   */
  readonly evolve: {
    readonly [Type in EventType<E>]?: (row: Row, event: RecordedEvent<EventOfType<E, Type>>) => Row | null;
  };
}

type Change<E extends Event, Row> = (row: Row, event: RecordedEvent<E>) => Row | null;

/** Where the rows of a projection are kept: a table of the application. */
export interface ProjectionTable<Row, Transaction = unknown> {
  /** The rows with these keys, within the transaction. Keys without a row are left out. */
  load(keys: readonly string[], transaction: Transaction): Promise<ReadonlyMap<string, Row>>;
  /** Inserts or replaces the rows, and deletes those that are null, within the transaction. */
  save(rows: ReadonlyMap<string, Row | null>, transaction: Transaction): Promise<void>;
}

/**
 * Something that handles events in a transaction. The store runs it in the transaction of each append (`projections` of
 * {@link createEventStore}), or a processor runs it later (spread it into the options of {@link createProcessor}).
 */
export interface EventHandler<E extends Event = Event, Transaction = unknown> {
  /** The name, for errors and for the state of the processor. */
  readonly name: string;
  /** Only events of these types are handled. Without it, all are. */
  readonly types?: readonly EventType<E>[] | undefined;
  /** Handles events, in the order of the store. It may run several times, but only once in a transaction that commits. */
  handle(events: readonly RecordedEvent<E>[], scope: TransactionScope<Transaction>): Promise<void> | void;
}

/**
 * Checks a projection, and gives its parts their types.
 *
 * @throws InvalidInputError for the first part that is not allowed.
 *
 * @example
 * ```ts
 * const clients = defineProjection<ClientEvent, { value: number; notes: number }>({
 *   name: "clients",
 *   version: 1,
 *   initialState: () => ({ value: 0, notes: 0 }),
 *   evolve: {
 *     ClientValueUpgraded: (row, { data }) => ({ ...row, value: data.to }),
 *     MeetingNoteAdded: (row) => ({ ...row, notes: row.notes + 1 }),
 *   },
 * });
 * ```
 */
export function defineProjection<E extends Event, Row>(projection: Projection<E, Row>): Projection<E, Row> {
  const { name, version, initialState, evolve } = projection;
  checkName(name, "projection.name");
  checkCount(version, "projection.version");
  if (typeof initialState !== "function") {
    throw new InvalidInputError("projection.initialState", "must be a function that makes a row");
  }
  if (Object.keys(evolve).length === 0) {
    throw new InvalidInputError("projection.evolve", "must have a function for at least one event type");
  }
  return projection;
}

/**
 * Applies a projection to a table: reads the rows of the events, lets the events change them, and writes them back.
 *
 * Rows are locked first, so that no change is lost if several transactions change the same row. In a processor it needs
 * `transactions`, because an event that came twice would change its row twice.
 *
 * @example
 * ```ts
 * const intoClients = projectInto(clients, clientsTable);
 * createEventStore<ClientEvent>({ adapter, rules, projections: [intoClients] }); // with each append
 * createProcessor({ store, transactions: adapter, ...intoClients }); // or later
 * ```
 */
export function projectInto<E extends Event, Row, Transaction>(
  projection: Projection<E, Row>,
  table: ProjectionTable<Row, Transaction>,
): EventHandler<E, Transaction> & { readonly types: readonly EventType<E>[] } {
  const { initialState, evolve } = projection;
  const keyOf: (event: RecordedEvent<E>) => string | null = projection.key ?? (({ streamId }) => streamId);
  const name = `${projection.name} v${projection.version}`;
  return {
    name,
    types: Object.keys(evolve),
    async handle(events, { transaction, lock }) {
      const changes = events.flatMap((event) => {
        const key = keyOf(event);
        return key === null ? [] : [{ key, event }];
      });
      if (changes.length === 0) return;
      const keys = [...new Set(changes.map((change) => change.key))];
      await lock(keys.map((one) => `${name}: ${one}`));
      const rows = new Map<string, Row | null>(await table.load(keys, transaction));
      for (const { key, event } of changes) {
        const change: Change<E, Row> | undefined = evolve[event.type as EventType<E>];
        if (change) rows.set(key, change(rows.get(key) ?? initialState(), event));
      }
      await table.save(rows, transaction);
    },
  };
}

/**
 * A table in memory, for tests and prototypes.
 *
 * @returns The table, and its rows by key.
 */
export function memoryTable<Row>(): ProjectionTable<Row> & { readonly rows: ReadonlyMap<string, Row> } {
  const rows = new Map<string, Row>();
  return {
    rows,
    async load(keys) {
      return new Map(keys.flatMap((key) => (rows.has(key) ? [[key, rows.get(key) as Row]] : [])));
    },
    async save(changed) {
      for (const [key, row] of changed) {
        if (row === null) rows.delete(key);
        else rows.set(key, row);
      }
    },
  };
}
