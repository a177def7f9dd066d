/** The base class of every error that Truce throws on purpose. */

/** Marks errors of Truce. It is the same symbol in every loaded copy of the package. */
const TRUCE_ERROR = Symbol.for("truce.error");

/**
 * The base class of Truce's errors. Use `isTruceError` to recognise them: `instanceof` fails if several copies of a package
 * are loaded.
 */
export abstract class TruceError extends Error {
  /** What went wrong: a string literal in kebab-case that never changes. */
  abstract readonly code: string;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    Object.defineProperty(this, TRUCE_ERROR, { value: true });
  }
}

/** Whether a thrown value is an error of Truce, from any copy of the package, and has the code if one is given. */
export function hasCode(error: unknown, code?: string): error is TruceError {
  // No instanceof: the error may come from another realm.
  if (typeof error !== "object" || error === null || !(TRUCE_ERROR in error)) return false;
  return code === undefined || ("code" in error && error.code === code);
}
