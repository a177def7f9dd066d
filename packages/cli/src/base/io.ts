/** How a run of the command reaches the outside world. `main.ts` connects it to the process, and tests to their own. */

import type { Readable, Writable } from "node:stream";

/** A stream that text is written to. */
export interface Output {
  readonly isTerminal: boolean;
  /** Columns of the terminal; null if the output is not a terminal, or its width is unknown. */
  readonly columns: number | null;
  write(text: string): void;
}

/** The environment of a run. */
export interface Io {
  /** Absolute. Reading it throws a MisuseError if the folder does not exist any more. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input. If it has more bytes than the limit, reading stops somewhere after the limit. */
  readStdin(limit: number): Promise<Uint8Array>;
  /** Standard input and output as streams of bytes, for a command that talks to a program. */
  streams(): { readonly input: Readable; readonly output: Writable };
  /** Settles when the user ends the run with Ctrl+C or a signal. Once it was called, a signal no longer ends the process. */
  interrupted(): Promise<void>;
}
