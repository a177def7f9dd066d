/** PGlite in a directory of the user's: the next run goes on from there. */

import { readdirSync, statSync } from "node:fs";

import { openPglite, type OpenedPglite } from "@truce/adapter-postgres/pglite-node";
import { isTruceError } from "@truce/core";

import { printable } from "../cli/printable.ts";
import { UsageError } from "../cli/usage-error.ts";
import type { OpenedStorages } from "./opened-storages.ts";
import { closeBoth, DEMO, migrated, schemasOf } from "./schemas.ts";

/** @throws UsageError if the directory holds something else, is in use, or can't be opened. */
export async function openDirectory(path: string): Promise<OpenedStorages> {
  const name = printable(path);
  const opened = await open(path, name);
  const adapters = await migrated(opened, schemasOf(DEMO));
  return {
    adapters,
    description: `PGlite, a PostgreSQL inside this process, in '${name}', where it stays for the next run`,
    isKept: true,
    async close() {
      await closeBoth(adapters);
      await opened.close();
    },
  };
}

async function open(path: string, name: string): Promise<OpenedPglite> {
  try {
    if (!isFreeOrDatabase(path)) {
      throw new UsageError(`'${name}' is not empty, and no database; name a new directory`);
    }
    return await openPglite(path);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    if (isTruceError(cause)) throw new UsageError(`'${name}': ${cause.message}`, { cause });
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOTDIR" || code === "EEXIST")
      throw new UsageError(`'${name}' is not a directory; name a new one`, { cause });
    throw new UsageError(
      `'${name}' cannot be opened as a database (${code ?? "PGlite gave up"}); name a new directory`,
      { cause },
    );
  }
}

/** PGlite would put its files between others. */
function isFreeOrDatabase(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return true;
  const names = readdirSync(path);
  return names.length === 0 || names.includes("PG_VERSION");
}
