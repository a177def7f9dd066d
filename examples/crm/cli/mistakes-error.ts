/** A file has mistakes, and the message is all about them: exit status 1. */
export class MistakesError extends Error {
  override readonly name = "MistakesError";
}
