/**
 * The conformance suite for storage adapters: the contract of `StorageAdapter` as tests.
 *
 * It drives an adapter by raw append requests, as the event store of `@truce/core` makes them, and after every refused
 * append it makes sure that nothing was written. Each theme is a file of its own under `themes/`.
 */

import { describe } from "vitest";

import { conformanceOf, type ConformanceOptions, type StorageAdapterFactory } from "./conformance.ts";
import { appending } from "./themes/appending.ts";
import { closing } from "./themes/closing.ts";
import { comparisons } from "./themes/comparisons.ts";
import { concurrency } from "./themes/concurrency.ts";
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

/**
 * Registers the suite with vitest: call it at the top level of a test file.
 *
 * @param name - The adapter's name, in the titles of the tests.
 * @param factory - Opens an adapter on an empty store, once for every test.
 *
 * @example
 * ```ts
 * // my-adapter.test.ts
 * testStorageAdapter("my adapter", async () => myAdapter({ database: await emptyDatabase() }));
 * ```
 */
export function testStorageAdapter(
  name: string,
  factory: StorageAdapterFactory,
  options: ConformanceOptions = {},
): void {
  const conformance = conformanceOf(factory, options);
  describe(`${name} as a storage adapter`, () => {
    describe("appending", () => appending(conformance));
    describe("versions", () => versions(conformance));
    describe("merging", () => merging(conformance));
    describe("matchers", () => matchers(conformance));
    describe("comparisons", () => comparisons(conformance));
    describe("idempotency", () => idempotency(conformance));
    describe("reading streams", () => readingStreams(conformance));
    describe("reading everything", () => readingEverything(conformance));
    describe("payloads", () => payloads(conformance));
    describe("hostile names", () => hostileNames(conformance));
    describe("isolation", () => isolation(conformance));
    describe("provenance", () => provenance(conformance));
    describe("concurrency", () => concurrency(conformance));
    describe("closing", () => closing(conformance));
    describe.runIf(conformance.isPersistent)("reopening", () => reopening(conformance));
    describe("properties", () => properties(conformance));
  });
}
