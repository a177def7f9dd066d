/** The formats of `truce test --format`. A reporter is loaded only if it is used. */

import type { TestReporter } from "./reporter.ts";

export const REPORTERS = {
  text: async () => (await import("./text.ts")).text,
  json: async () => (await import("./json.ts")).json,
  github: async () => (await import("./github.ts")).github,
  junit: async () => (await import("./junit.ts")).junit,
} as const satisfies Record<string, () => Promise<TestReporter>>;

export const FORMATS = Object.keys(REPORTERS) as readonly (keyof typeof REPORTERS)[];
