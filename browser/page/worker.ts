/** Runs the checks in a worker, where PGlite does not block the page. */

import { checks, type Checks } from "./checks.ts";

/** Which check to run, and with which arguments. */
export interface Call {
  readonly name: keyof Checks;
  readonly parameters: readonly unknown[];
}

/** The result of a check, or its error. */
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
