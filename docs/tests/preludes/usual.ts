/** Names that examples in doc comments may use without declaring them. */

import type {
  ConflictingPair,
  Decider,
  Event,
  EventStore,
  ConflictRules,
  Projection,
  ProjectionTable,
  RecordedEvent,
  Upcasters,
} from "@truce/core";
import type { ProcessorStorage, StorageAdapter } from "@truce/core/adapter";
import type { Diagnostic, SourceFile } from "@truce/rules-dsl";
import type { History, RaceScheduler } from "@truce/testkit";

export { default as fc } from "fast-check";

export type ClientEvent =
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<"ClientValueDowngraded", { to: number }>
  | Event<"MeetingNoteAdded", { noteId: string; text: string }>
  | Event<"NotePinned", { noteId: string }>
  | Event<"ClientMerged", { duplicate: string }>;
export type ClientCommand = { readonly type: "UpgradeClientValue"; readonly to: number };

export declare const adapter: StorageAdapter & { readonly processors: ProcessorStorage };
export declare const rules: ConflictRules;
export declare const upcasters: Upcasters;
export declare const store: EventStore<ClientEvent>;
export declare const decider: Decider<ClientCommand, ClientEvent, { readonly value: number }>;
export declare const clients: Projection<ClientEvent, { readonly value: number; readonly notes: number }>;
export declare const clientsTable: ProjectionTable<{ readonly value: number; readonly notes: number }>;
export declare const signal: AbortSignal;
export declare const event: ClientEvent;
export declare const events: readonly ClientEvent[];
export declare const committed: readonly RecordedEvent[];
export declare const pair: ConflictingPair;

/** A `.conflicts` file. */
export declare const text: string;
export declare const files: readonly SourceFile[];
export declare const diagnostics: readonly Diagnostic[];

export declare const scheduler: RaceScheduler & { waitFor<T>(task: Promise<T>): Promise<T> };
export declare const history: History;
export declare function myAdapter(options: { readonly database: unknown }): StorageAdapter;
export declare function emptyDatabase(): Promise<unknown>;
