/** The checks in a worker, where stores belong whose PGlite should not hold the page up. */

import { checks, type Checks } from "./checks.ts";

/** Which check to run, on what. */
export interface Call {
  readonly name: keyof Checks;
  readonly parameters: readonly unknown[];
}

/** What came of it. */
export type Answer = { readonly value: unknown } | { readonly error: string };

addEventListener("message", ({ data }: MessageEvent<Call>) => void answer(data).then(postMessage));

async function answer({ name, parameters }: Call): Promise<Answer> {
  const check = checks[name] as (...given: readonly unknown[]) => unknown;
  try {
    return { value: await check(...parameters) };
  } catch (error) {
    return { error: String(error) };
  }
}
