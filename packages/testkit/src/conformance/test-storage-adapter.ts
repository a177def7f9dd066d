/**
 * The conformance suite for storage adapters: the contract of `StorageAdapter` as tests.
 *
 * It drives an adapter by raw append requests, as the event store of `@truce/core` makes them, and after every refused
 * append it makes sure that nothing was written. Each theme is a file of its own under `themes/`.
 */

import { describe } from "vitest";

import {
  conformanceOf,
  type ConformanceOptions,
  type TestStoreFactory,
  type Theme,
  type ThemeInfo,
} from "./conformance.ts";
import { appending } from "./themes/appending.ts";
import { closing } from "./themes/closing.ts";
import { comparisons } from "./themes/comparisons.ts";
import { concurrency } from "./themes/concurrency.ts";
import { faults } from "./themes/faults.ts";
import { hostileNames } from "./themes/hostile-names.ts";
import { idempotency } from "./themes/idempotency.ts";
import { isolation } from "./themes/isolation.ts";
import { matchers } from "./themes/matchers.ts";
import { merging } from "./themes/merging.ts";
import { payloads } from "./themes/payloads.ts";
import { properties } from "./themes/properties.ts";
import { provenance } from "./themes/provenance.ts";
import { readingEverything } from "./themes/reading-everything.ts";
import { readingStreams } from "./themes/reading-streams.ts";
import { reopening } from "./themes/reopening.ts";
import { versions } from "./themes/versions.ts";
import { wholeAppends } from "./themes/whole-appends.ts";

const appendClause = (step: string): string =>
  `an append is carried out in steps (see AppendRequest); ${step}`;
const BASIC = ["appending", "reading streams", "merging", "versions"];
const APPENDS = [...BASIC, "idempotency"];

/** In this order: what others rest on comes first. */
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
      "readStream gives the events of one stream in the order of their versions, as of no earlier than the call",
    needs: ["appending"],
    register: readingStreams,
  },
  {
    theme: "merging",
    clause: appendClause(
      "step 3: an event with a version above `checkAfter` (not at it) that `conflictsWith` matches makes the answer `conflict`",
    ),
    needs: ["appending", "reading streams"],
    register: merging,
  },
  {
    theme: "versions",
    clause: appendClause(
      "step 2: if `mode` is `look-up`, if the stream does not fit `expectedVersion`, or if it is shorter than `checkAfter`, the answer is `wrong-version`",
    ),
    needs: ["appending", "reading streams", "merging"],
    register: versions,
  },
  {
    theme: "idempotency",
    clause: appendClause(
      "step 1, before all others: if all ids are in the stream, side by side, in this order, with this content, the answer is `duplicate`; " +
        "if only some are, or order or content differs, `id-reused`",
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
      "readAll gives the events of the whole store by position, and never skips one that is committed later",
    needs: BASIC,
    register: readingEverything,
  },
  {
    theme: "payloads",
    clause: "payload and metadata are read back as the same JSON",
    needs: BASIC,
    register: payloads,
  },
  {
    theme: "hostile names",
    clause: "every name that core lets through is an ordinary name",
    needs: APPENDS,
    register: hostileNames,
  },
  {
    theme: "isolation",
    clause: "what is handed in or out is not shared with the store, and streams do not share events",
    needs: APPENDS,
    register: isolation,
  },
  {
    theme: "provenance",
    clause: "each event is recorded with the expected version, the append it came in and its rule set",
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
    theme: "whole appends",
    clause: appendClause(
      "all steps are one atomic step: if an append dies half-way, none of its events is there; use one transaction for the check and the write",
    ),
    needs: APPENDS,
    register: wholeAppends,
  },
  {
    theme: "faults",
    clause:
      "if the storage cannot be used, throw UnavailableError if nothing was written for certain, and OutcomeUnknownError if that is not known; " +
      "the store tries both again",
    needs: BASIC,
    register: faults,
  },
  {
    theme: "closing",
    clause: "a closed adapter refuses everything with `store-closed`; closed again, it does nothing",
    needs: BASIC,
    register: closing,
  },
  {
    theme: "reopening",
    clause: "what was acknowledged is there when the store is opened again",
    needs: APPENDS,
    register: reopening,
  },
  {
    theme: "properties",
    clause: "the adapter answers as a model of the contract does",
    needs: [...APPENDS, "matchers", "comparisons"],
    register: properties,
  },
];

/**
 * Registers the suite with vitest: call it at the top level of a test file. If a theme fails, those that rest on it are
 * skipped, so that one cause is one group of failures. A failure names the part of the contract, and shows the last append
 * with its answer.
 *
 * @param name - The adapter's name, in the titles of the tests.
 * @param factory - Makes an empty store, once for every test.
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
