/** The reference storage adapter: events in memory, in Node and in browsers. */

export { memoryAdapter } from "./memory-adapter.ts";
export type { MemoryAdapterOptions } from "./memory-adapter.ts";
