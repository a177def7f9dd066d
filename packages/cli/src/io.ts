/** What a run of the command knows of the world: tests hand over one of their own, `main.ts` that of the process. */

/** Where text goes. */
export interface Output {
  readonly isTerminal: boolean;
  /** Columns of the terminal; null where it is none, or does not say. */
  readonly columns: number | null;
  write(text: string): void;
}

/** The world of a run. */
export interface Io {
  /** Absolute. Asking for it throws a MisuseError where the folder is not there any more. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input, or what is read of it when it has more bytes than the limit: always more than those. */
  readStdin(limit: number): Promise<Uint8Array>;
  /** Settles when the user wants the run to end: by Ctrl+C, or by a signal. Asking for it keeps the signal from ending the process. */
  interrupted(): Promise<void>;
}
