/** Logical lines: parsed statements, before they are nested into blocks. */

import type { Finding } from "../diagnostics/diagnostics.ts";
import type { Span } from "../source/source-text.ts";
import type { Broken, EventName, Events, Group, Import, LanguageHeader, Rule } from "./tree.ts";

/** `stream client {` */
export interface StreamOpening {
  readonly kind: "stream-opening";
  readonly span: Span;
  readonly category: EventName;
}

/** `}` */
export interface StreamClosing {
  readonly kind: "stream-closing";
  readonly span: Span;
}

/** A logical line: a statement, or the beginning or end of a block. */
export type Line = LanguageHeader | Import | Rule | Group | Events | StreamOpening | StreamClosing;

/** A logical line, or a broken one with its mistake. */
export type ParsedLine =
  { readonly line: Line; readonly mistake: null } | { readonly line: Broken; readonly mistake: Finding };
