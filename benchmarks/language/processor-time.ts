import { threadCpuUsage } from "node:process";

/**
 * Milliseconds of processor time that the call takes on this thread, including garbage collection. Other work on the
 * machine affects it less than elapsed time.
 */
export function processorTime(call: () => unknown): number {
  const before = threadCpuUsage();
  call();
  const { user, system } = threadCpuUsage(before);
  return (user + system) / 1_000;
}
