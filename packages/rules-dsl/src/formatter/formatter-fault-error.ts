/** The formatter's own mistakes. */

import { TruceError } from "@truce/core";

/**
 * The formatter made something of a file that does not say the same, and noticed. It is a fault of the formatter, not of
 * the file; nothing was formatted.
 */
export class FormatterFaultError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "formatter-fault";
  /** The file, as it was named. */
  readonly file: string;
  /** What would not have been the same. */
  readonly difference: string;

  constructor(file: string, difference: string) {
    super(
      `formatting '${file}' would have changed what it says, so it was left as it is; ` +
        `please report this with the file (${difference})`,
    );
    this.file = file;
    this.difference = difference;
  }
}
