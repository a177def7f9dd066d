/** The conflict rules that are to be played by. */

import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics } from "@truce/rules-dsl";

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
 * @param path - Where the file is: also what refusals call it.
 * @throws UsageError if it cannot be read, MistakesError with its diagnostics.
 */
export function loadRules(path: string): LoadedRules {
  const files = [{ file: path, text: decode(readBytes(path), path) }];
  const { rules, diagnostics } = compile(files, { events: Object.keys(EVENT_TYPES) });
  if (rules === null) throw new MistakesError(`${formatDiagnostics(diagnostics, files)}\nnothing was played`);
  return { rules, warnings: diagnostics.length > 0 ? [formatDiagnostics(diagnostics, files)] : [] };
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
