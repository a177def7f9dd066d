/** The conflict rules that are to be played by. */

import type { ConflictRules, TypeSelector } from "@truce/core";
import { compile, formatDiagnostics } from "@truce/rules-dsl";

import { closest } from "../day/closest.ts";
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

/** The compiler checks that no event is forgotten. */
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
  const { rules, diagnostics } = compile(files);
  if (rules === null) throw new MistakesError(`${formatDiagnostics(diagnostics, files)}\nnothing was played`);
  const warnings = diagnostics.length > 0 ? [formatDiagnostics(diagnostics, files)] : [];
  return { rules, warnings: [...warnings, ...strangers(rules, path)] };
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

/** Names in the rules that no event of this CRM has: most likely they are misspelt. */
function strangers({ rules, registrations }: ConflictRules, path: string): readonly string[] {
  const selectors = rules.flatMap(({ incoming, committed }) => [incoming, committed]);
  const named = new Set([...registrations.map(({ type }) => type), ...selectors.flatMap(typesOf)]);
  return [...named]
    .filter((type) => !Object.hasOwn(EVENT_TYPES, type))
    .map((type) => {
      const near = closest(type, Object.keys(EVENT_TYPES));
      const hint = near ? `; did you mean '${near}'?` : "";
      return `${printable(path)}: warning: '${printable(type)}' is no event of this CRM${hint}\n`;
    });
}

function typesOf(selector: TypeSelector): readonly string[] {
  return "type" in selector ? [selector.type] : selector.anythingExcept;
}
