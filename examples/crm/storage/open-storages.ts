/** Where the demo keeps its events. Another storage adapter, and the day is played on that. */

import { memoryAdapter } from "@truce/adapter-memory";

import { openDirectory } from "./open-directory.ts";
import { openPgliteInMemory } from "./open-pglite-in-memory.ts";
import { openServer } from "./open-server.ts";
import type { OpenedStorages } from "./opened-storages.ts";
import type { StorageChoice } from "./storage-choice.ts";

/** @throws UsageError if the place is of no use. */
export async function openStorages(choice: StorageChoice): Promise<OpenedStorages> {
  switch (choice.kind) {
    case "pglite":
      return openPgliteInMemory();
    case "directory":
      return openDirectory(choice.path);
    case "server":
      return openServer(choice);
    case "memory":
      return {
        adapters: { plain: memoryAdapter(), ruled: memoryAdapter() },
        description: "the memory adapter, no database",
        isKept: false,
        async close() {},
      };
  }
}
