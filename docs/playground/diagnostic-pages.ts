/** Where the site explains diagnostics. */

import type { DiagnosticCode } from "@truce/rules-dsl";

/** The page about a code, for a link. */
export function pageOf(code: DiagnosticCode): string {
  return `${import.meta.env.BASE_URL}reference/diagnostics/${code}`;
}
