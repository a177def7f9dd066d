/** Tests of deciders and projections. They need neither vitest nor fast-check, so they run in every test framework. */

export type { GivenEvent, GivenRows } from "./given-rows.ts";
export { given, type Given, type Outcome, type ThrownMatcher } from "./given.ts";
