/** Where a text stops being JSON. `JSON.parse` says so too, but only in a message that is different in every engine. */

/** The first place where the text cannot be JSON. */
export interface JsonSyntaxError {
  /** From 0, in UTF-16 code units. */
  readonly offset: number;
  /** One sentence in lower case. */
  readonly message: string;
}

/** What may come next. */
type Expected =
  | "a value"
  | "a value or ']'"
  | "a field name or '}'"
  | "a field name"
  | "':'"
  | "',' or '}'"
  | "',' or ']'"
  | "nothing more";

const SPACE = /[ \t\r\n]*/y;
const PUNCTUATION = /[{}[\],:]/y;
const STRING = /"(?:[ !#-[\]-\u{10FFFF}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Finds the first mistake in a text that `JSON.parse` has refused. */
export function findJsonSyntaxError(text: string): JsonSyntaxError {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "a value";
  let offset = 0;
  for (;;) {
    offset += matchAt(SPACE, text, offset).length;
    const token = tokenAt(text, offset);
    const next: Expected | undefined = token === "" ? undefined : after(expected, token, open);
    if (next === undefined) return { offset, message: complaint(text, offset, expected) };
    expected = next;
    offset += token.length;
  }
}

/** What may follow a token; undefined where the token itself must not stand here. */
function after(expected: Expected, token: string, open: ("{" | "[")[]): Expected | undefined {
  const isValue = expected.startsWith("a value");
  if (isValue && (token === "{" || token === "[")) {
    open.push(token);
    return token === "{" ? "a field name or '}'" : "a value or ']'";
  }
  if (expected.includes(`'${token}'`)) {
    if (token === ":") return "a value";
    if (token === ",") return open.at(-1) === "{" ? "a field name" : "a value";
    open.pop();
    return afterValue(open);
  }
  if (expected.startsWith("a field name") && token.startsWith('"')) return "':'";
  return isValue && !/^[{}[\],:]/.test(token) ? afterValue(open) : undefined;
}

function afterValue(open: readonly string[]): Expected {
  const container = open.at(-1);
  if (container === undefined) return "nothing more";
  return container === "{" ? "',' or '}'" : "',' or ']'";
}

function complaint(text: string, offset: number, expected: Expected): string {
  if (offset === text.length) return `the line ends where ${expected} should follow`;
  const rest = text.slice(offset);
  if (rest.startsWith('"') && tokenAt(text, offset) === "") {
    return rest.slice(1).includes('"')
      ? "this text has a character that must be escaped"
      : "this text is never closed";
  }
  const word = /^[\p{L}\p{N}_.+-]{1,30}/u.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return `expected ${expected} but found '${word}'`;
}

function tokenAt(text: string, offset: number): string {
  return matchAt(PUNCTUATION, text, offset) || matchAt(STRING, text, offset) || matchAt(SCALAR, text, offset);
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? "";
}
