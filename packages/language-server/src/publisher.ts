/** Sends diagnostics to the editor: what is new, and an empty list where all is mended. */

import type { Diagnostic } from "vscode-languageserver";

export interface Publisher {
  /** Replaces everything that one origin, such as a project, has to say. */
  readonly replace: (origin: string, diagnostics: ReadonlyMap<string, readonly Diagnostic[]>) => void;
  /** Removes what an origin has said. */
  readonly remove: (origin: string) => void;
  readonly origins: () => readonly string[];
  /** The documents that diagnostics were sent of. */
  readonly uris: () => readonly string[];
}

/** @param send - Sends the diagnostics of a document. */
export function createPublisher(send: (uri: string, diagnostics: Diagnostic[]) => void): Publisher {
  const byOrigin = new Map<string, ReadonlyMap<string, readonly Diagnostic[]>>();
  const sent = new Map<string, string>();
  const publish = (uris: Iterable<string>): void => {
    for (const uri of new Set(uris)) {
      // Projects can overlap, one inside another; the same problem is shown once.
      const all = new Map<string, Diagnostic>();
      for (const diagnostics of byOrigin.values())
        for (const diagnostic of diagnostics.get(uri) ?? []) all.set(JSON.stringify(diagnostic), diagnostic);
      const text = [...all.keys()].join();
      if (sent.get(uri) === text) continue;
      sent.set(uri, text);
      send(uri, [...all.values()]);
    }
  };
  return {
    replace(origin, diagnostics) {
      const before = byOrigin.get(origin);
      byOrigin.set(origin, diagnostics);
      publish([...(before?.keys() ?? []), ...diagnostics.keys()]);
    },
    remove(origin) {
      const before = byOrigin.get(origin);
      byOrigin.delete(origin);
      publish(before?.keys() ?? []);
    },
    origins: () => [...byOrigin.keys()],
    uris: () => [...sent.keys()],
  };
}
