/** Every command, in the order of the help. A command is loaded only if it runs. */

import type { DefineCommand } from "./base/command.ts";

export interface CommandEntry {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "check",
    summary: "report problems in the rules",
    load: async () => (await import("./commands/check/check.ts")).check,
  },
  {
    name: "fmt",
    summary: "format rule files",
    load: async () => (await import("./commands/fmt/fmt.ts")).fmt,
  },
  {
    name: "explain",
    summary: "explain why two events conflict or do not",
    load: async () => (await import("./commands/explain/explain.ts")).explain,
  },
  {
    name: "matrix",
    summary: "print a table of what conflicts with what",
    load: async () => (await import("./commands/matrix/matrix.ts")).matrix,
  },
  {
    name: "diff",
    summary: "show which pairs a change loosens or tightens",
    load: async () => (await import("./commands/diff/diff.ts")).diff,
  },
  {
    name: "test",
    summary: "run rule tests",
    load: async () => (await import("./commands/test/test.ts")).test,
  },
  {
    name: "build",
    summary: "write the rules as a TypeScript module",
    load: async () => (await import("./commands/build/build.ts")).build,
  },
  {
    name: "init",
    summary: "write a first rule file and its tests",
    load: async () => (await import("./commands/init/init.ts")).init,
  },
  {
    name: "lsp",
    summary: "start the language server for an editor",
    load: async () => (await import("./commands/lsp/lsp.ts")).lsp,
  },
  {
    name: "help",
    summary: "explain a diagnostic or a command",
    load: async () => (await import("./commands/help/help.ts")).help,
  },
];
