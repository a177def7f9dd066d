/** The formats of `truce check --format`. A reporter is loaded only if it is used. */

import type { Reporter } from "./reporter.ts";

export const REPORTERS = {
  text: async () => (await import("./text.ts")).text,
  json: async () => (await import("./json.ts")).json,
  github: async () => (await import("./github.ts")).github,
  sarif: async () => (await import("./sarif.ts")).sarif,
} as const satisfies Record<string, () => Promise<Reporter>>;

export const FORMATS = Object.keys(REPORTERS) as readonly (keyof typeof REPORTERS)[];
