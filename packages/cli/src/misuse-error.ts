/** The command cannot do its work, and the user can change that. Its lines are all that is shown; the exit status is 2. */
export class MisuseError extends Error {
  override readonly name = "MisuseError";
  /** One for each problem. */
  readonly lines: readonly string[];

  constructor(...lines: readonly [string, ...string[]]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}
