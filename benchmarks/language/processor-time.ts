/** How long something keeps the processor busy: what else the machine does meanwhile counts little. */

import { threadCpuUsage } from "node:process";

/** Milliseconds of processor time of this thread, its share of collecting garbage included. */
export function processorTime(call: () => unknown): number {
  const before = threadCpuUsage();
  call();
  const { user, system } = threadCpuUsage(before);
  return (user + system) / 1_000;
}
