import { median } from "../compare.ts";

/** The median time of a call, measured on calls one after the other. */
export async function medianMicroseconds(calls: number, call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let done = 0; done < calls; done++) {
    const started = performance.now();
    await call();
    times.push((performance.now() - started) * 1_000);
  }
  return median(times);
}
