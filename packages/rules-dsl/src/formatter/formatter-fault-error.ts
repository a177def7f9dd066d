import { TruceError } from "@truce/core";

/**
 * Formatting a file would have changed its meaning. This is a bug of the formatter, not a problem of the file. The file was
 * not formatted.
 */
export class FormatterFaultError extends TruceError {
  /** Identifies the error. */
  override readonly code = "formatter-fault";
  /** The name of the file. */
  readonly file: string;
  /** The difference between the original and the formatted text. */
  readonly difference: string;

  constructor(file: string, difference: string) {
    super(
      `formatting '${file}' would have changed its meaning, so it was not formatted; ` +
        `please report this bug with the file (${difference})`,
    );
    this.file = file;
    this.difference = difference;
  }
}
