/** What names in a file stand for, and what is wrong with them. */

import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { MAX_NAME_BYTES, MAX_NAME_LENGTH } from "../limits.ts";
import type { Span } from "../source/source-text.ts";

/** The name that a token's text stands for. A quoted name is a JSON string. If it is not valid JSON, its own text is the name. */
export function nameOf(written: string): string {
  return written.startsWith('"') ? (decode(written) ?? written.slice(1, -1)) : written;
}

function decode(written: string): string | undefined {
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}

/** What is wrong with a name as it is written; null if nothing is. */
export function nameFinding(written: string, span: Span): Finding | null {
  const name = written.startsWith('"') ? decode(written) : written;
  if (name === undefined) return notJson(written, span);
  if (name === "") return { code: "CF1011", span, message: "a name must not be empty" };
  if (!name.isWellFormed() || name.includes("\0")) {
    return {
      code: "CF1011",
      span,
      message: `${quoted(name)} has U+0000 or a lone surrogate, which an event type cannot have`,
    };
  }
  return overLimit(name, span);
}

function overLimit(name: string, span: Span): Finding | null {
  if (name.length > MAX_NAME_LENGTH && Array.from(name).length > MAX_NAME_LENGTH) {
    return { code: "CF1012", span, message: `${quoted(name)} has more than ${MAX_NAME_LENGTH} characters` };
  }
  if (name.length * 3 > MAX_NAME_BYTES && new TextEncoder().encode(name).length > MAX_NAME_BYTES) {
    return {
      code: "CF1012",
      span,
      message: `${quoted(name)} has more than ${MAX_NAME_BYTES} bytes of UTF-8`,
    };
  }
  return null;
}

function notJson(written: string, span: Span): Finding {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  const control = /[\u0000-\u001F]/.exec(written);
  if (control) {
    const escape = JSON.stringify(control[0]).slice(1, -1);
    return {
      code: "CF1011",
      span,
      message: `a quoted name cannot have a control character; write ${escape}`,
    };
  }
  const escape =
    /\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})./su.exec(written.replaceAll(/\\[\\"]/g, "  "))?.[0] ?? "\\";
  return {
    code: "CF1011",
    span,
    message: `${quoted(escape)} is not a valid escape`,
    suggestion: String.raw`escapes are those of JSON: \" \\ \/ \b \f \n \r \t \u0041; a backslash is written \\`,
  };
}
