/** The conflict rules that are to be played by. */

import { basename, dirname, join, sep } from "node:path";

import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics, type SourceFile } from "@truce/rules-dsl";
import { loadProject } from "@truce/rules-dsl/node";

import type { ClientEvent } from "../domain/client-event.ts";
import { MistakesError } from "./mistakes-error.ts";
import { printable } from "./printable.ts";
import { readBytes } from "./read-bytes.ts";

/** Rules, and what should be said about them. */
export interface LoadedRules {
  readonly rules: ConflictRules;
  /** Texts for people; nothing that keeps the rules from being used. */
  readonly warnings: readonly string[];
}

/** The events of this CRM: a rule that names another is misspelt. The compiler checks that none is forgotten. */
const EVENT_TYPES: Readonly<Record<ClientEvent["type"], true>> = {
  ClientRegistered: true,
  ClientValueUpgraded: true,
  ClientValueDowngraded: true,
  MeetingNoteAdded: true,
  NotePinned: true,
  ClientRenamed: true,
  ClientContactAdded: true,
  ClientTagged: true,
  ClientAssigned: true,
  ClientMerged: true,
  ContractSigned: true,
};

/**
 * @param path - Where the file is: also what refusals call it. It can import files of its folder, and of those below.
 * @throws UsageError if it cannot be read, MistakesError with its diagnostics.
 */
export async function loadRules(path: string): Promise<LoadedRules> {
  const { files, imports, unreadable } = await loadFiles(path);
  const { rules, diagnostics } = compile(files, { events: Object.keys(EVENT_TYPES), imports, unreadable });
  const told = formatDiagnostics(diagnostics, [...files, ...imports]);
  if (rules === null) throw new MistakesError(`${told}\nnothing was played`);
  return { rules, warnings: told === "" ? [] : [told] };
}

/** The file and what it imports, called by paths from where the user is. */
async function loadFiles(path: string): ReturnType<typeof loadProject> {
  const [root, file] = [dirname(path), basename(path)];
  const given = [{ file, text: decode(readBytes(path), path) }];
  const { files, imports, unreadable, missing } = await loadProject([], { root, given });
  const called = (name: string): string => join(root, name).replaceAll(sep, "/");
  const renamed = (source: SourceFile): SourceFile => ({ ...source, file: called(source.file) });
  return {
    files: files.map(renamed),
    imports: imports.map(renamed),
    unreadable: new Map([...unreadable].map(([name, why]) => [called(name), why])),
    missing,
  };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MistakesError(
      `${printable(path)}: error: this file is not UTF-8\n  help: save it as UTF-8\n\nnothing was played`,
    );
  }
}
