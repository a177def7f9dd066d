/** Tests of deciders. They need neither vitest nor fast-check, so they run in every test framework. */

export { given, type Given, type Outcome, type ThrownMatcher } from "./given.ts";
