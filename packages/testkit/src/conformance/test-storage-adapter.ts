/**
 * The conformance suite for storage adapters: the contract of `StorageAdapter` as tests.
 *
 * It calls an adapter with append requests like those of the event store of `@truce/core`. After every refused append it
 * checks that nothing was written. Each theme is a file in `themes/`.
 */

import { describe } from "vitest";

import { conformanceOf, type ConformanceOptions, type Theme, type ThemeInfo } from "./conformance.ts";
import type { TestStoreFactory } from "./test-store.ts";
import { appending } from "./themes/appending.ts";
import { atomicity } from "./themes/atomicity.ts";
import { closing } from "./themes/closing.ts";
import { comparisons } from "./themes/comparisons.ts";
import { concurrency } from "./themes/concurrency.ts";
import { faults } from "./themes/faults.ts";
import { hostileNames } from "./themes/hostile-names.ts";
import { idempotency } from "./themes/idempotency.ts";
import { isolation } from "./themes/isolation.ts";
import { listingStreams } from "./themes/listing-streams.ts";
import { matchers } from "./themes/matchers.ts";
import { merging } from "./themes/merging.ts";
import { payloads } from "./themes/payloads.ts";
import { projecting } from "./themes/projecting.ts";
import { properties } from "./themes/properties.ts";
import { processors } from "./themes/processors.ts";
import { provenance } from "./themes/provenance.ts";
import { readingEverything } from "./themes/reading-everything.ts";
import { readingStreams } from "./themes/reading-streams.ts";
import { reopening } from "./themes/reopening.ts";
import { snapshots } from "./themes/snapshots.ts";
import { versions } from "./themes/versions.ts";
import { watching } from "./themes/watching.ts";

const appendClause = (step: string): string =>
  `an append is carried out in steps (see AppendRequest); ${step}`;
const BASIC = ["appending", "reading streams", "merging", "versions"];
const APPENDS = [...BASIC, "idempotency"];

/** Themes that others rely on come first. */
const THEMES: readonly (ThemeInfo & { readonly register: Theme })[] = [
  {
    theme: "appending",
    clause: appendClause("step 4: all events are written, at consecutive versions, or none"),
    needs: [],
    register: appending,
  },
  {
    theme: "reading streams",
    clause:
      "readStream yields the events of one stream in the order of their versions, including all that were committed before the call",
    needs: ["appending"],
    register: readingStreams,
  },
  {
    theme: "merging",
    clause: appendClause(
      "step 3: the outcome is `conflict` if `conflictsWith` matches an event with a version above `checkAfter` (not at it)",
    ),
    needs: ["appending", "reading streams"],
    register: merging,
  },
  {
    theme: "versions",
    clause: appendClause(
      "step 2: the outcome is `wrong-version` if `mode` is `look-up`, if the stream does not fit `expectedVersion`, or if it is shorter than `checkAfter`",
    ),
    needs: ["appending", "reading streams", "merging"],
    register: versions,
  },
  {
    theme: "idempotency",
    clause: appendClause(
      "step 1, before all others: the outcome is `duplicate` if all ids are in the stream, side by side, in this order, with this content; " +
        "it is `id-reused` if only some are, or if order or content differs",
    ),
    needs: BASIC,
    register: idempotency,
  },
  {
    theme: "matchers",
    clause: appendClause(
      "step 3: a matcher selects committed events by type, and by comparisons that all hold",
    ),
    needs: BASIC,
    register: matchers,
  },
  {
    theme: "comparisons",
    clause:
      "scalars are compared exactly; a field that is missing, null, an object, an array or a number beyond 2^53 matches",
    needs: BASIC,
    register: comparisons,
  },
  {
    theme: "reading everything",
    clause:
      "readAll yields the events of the whole store by position, in both directions, and never skips one that is committed later",
    needs: BASIC,
    register: readingEverything,
  },
  {
    theme: "listing streams",
    clause:
      "listStreams yields each stream once, in the order of the bytes of the ids in UTF-8, with the version of its last event",
    needs: BASIC,
    register: listingStreams,
  },
  {
    theme: "payloads",
    clause: "payload and metadata are read back as the same JSON",
    needs: BASIC,
    register: payloads,
  },
  {
    theme: "hostile names",
    clause: "every name that core accepts is an ordinary name",
    needs: APPENDS,
    register: hostileNames,
  },
  {
    theme: "isolation",
    clause: "the store shares no objects with its callers",
    needs: APPENDS,
    register: isolation,
  },
  {
    theme: "provenance",
    clause: "each event is recorded with the expected version, its append and its rule set",
    needs: APPENDS,
    register: provenance,
  },
  {
    theme: "concurrency",
    clause: appendClause("all steps are one atomic step, however many appends run at the same time"),
    needs: APPENDS,
    register: concurrency,
  },
  {
    theme: "atomicity",
    clause: appendClause(
      "all steps are one atomic step: if an append dies half-way, none of its events is stored; use one transaction for the check and the write",
    ),
    needs: APPENDS,
    register: atomicity,
  },
  {
    theme: "faults",
    clause:
      "if the storage cannot be used, throw UnavailableError if certainly nothing was written, and OutcomeUnknownError otherwise; " +
      "the store retries after both",
    needs: BASIC,
    register: faults,
  },
  {
    theme: "closing",
    clause: "a closed adapter refuses every call with `store-closed`; closing it again does nothing",
    needs: BASIC,
    register: closing,
  },
  {
    theme: "reopening",
    clause: "acknowledged events are still there when the store is opened again",
    needs: APPENDS,
    register: reopening,
  },
  {
    theme: "watching",
    clause: "`watch` calls its listener soon after events may have been committed, until it is told not to",
    needs: BASIC,
    register: watching,
  },
  {
    theme: "processors",
    clause:
      "`processors` gives a partition to one lease at a time, and moves its checkpoint and its parked events together, and only under that lease",
    needs: BASIC,
    register: processors,
  },
  {
    theme: "projecting",
    clause:
      "`project` is called with the events as they are recorded, in the transaction that writes them; if it throws, nothing is written",
    needs: APPENDS,
    register: projecting,
  },
  {
    theme: "snapshots",
    clause:
      "a snapshot is loaded as it was saved, one for each stream and name, and saved only in place of the one that was loaded (see SnapshotStore)",
    needs: ["appending"],
    register: snapshots,
  },
  {
    theme: "properties",
    clause: "the adapter behaves like a model of the contract",
    needs: [...APPENDS, "matchers", "comparisons"],
    register: properties,
  },
];

/**
 * Registers the suite with vitest. Call it at the top level of a test file. If a theme fails, the themes that rely on it
 * are skipped, so one cause gives one group of failures. A failure quotes the contract, and shows the last append with
 * its outcome.
 *
 * @param name - The adapter's name, in the titles of the tests.
 * @param factory - Creates an empty store, once for every test.
 *
 * @example
 * ```ts
 * // my-adapter.test.ts
 * testStorageAdapter("my adapter", async () => {
 *   const database = await emptyDatabase();
 *   return { open: async () => myAdapter({ database }) };
 * });
 * ```
 */
export function testStorageAdapter(
  name: string,
  factory: TestStoreFactory,
  options: ConformanceOptions = {},
): void {
  const bind = conformanceOf(factory, options);
  describe(`${name} as a storage adapter`, () => {
    for (const { register, ...info } of THEMES) {
      // oxlint-disable-next-line vitest/valid-title -- the name of a theme is a string
      describe(info.theme, () => register(bind(info)));
    }
  });
}
