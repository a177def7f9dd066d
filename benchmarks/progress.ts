/** Says what is being measured: on a terminal, in one line that is overwritten; elsewhere nothing. */

export interface Progress {
  show(what: string): void;
  clear(): void;
}

export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { show() {}, clear() {} };
  const overwrite = (text: string): void => void process.stderr.write(`\r\u001B[K${text}`);
  return {
    show: (what) => overwrite(what.slice(0, (process.stderr.columns ?? 80) - 1)),
    clear: () => overwrite(""),
  };
}
