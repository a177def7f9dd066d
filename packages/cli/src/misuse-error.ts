/** The command cannot do its work, and the user can change that. Its message is all that is shown; the exit status is 2. */
export class MisuseError extends Error {
  override readonly name = "MisuseError";
}
