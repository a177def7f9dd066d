/** Every command, in the order of the help. The file of a command is loaded when that command is asked for. */

import type { DefineCommand } from "../context.ts";

export interface CommandEntry {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "check",
    summary: "find what is wrong with the rules",
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "fmt",
    summary: "bring the rules into their one form",
    load: async () => (await import("./fmt.ts")).fmt,
  },
  {
    name: "explain",
    summary: "say why two events conflict, or do not",
    load: async () => (await import("./explain.ts")).explain,
  },
  {
    name: "matrix",
    summary: "show what conflicts with what, as a table",
    load: async () => (await import("./matrix.ts")).matrix,
  },
  {
    name: "diff",
    summary: "show what a change loosens and tightens",
    load: async () => (await import("./diff.ts")).diff,
  },
  {
    name: "test",
    summary: "hold rules against cases kept as data",
    load: async () => (await import("./test.ts")).test,
  },
  {
    name: "build",
    summary: "write the rules as a TypeScript module",
    load: async () => (await import("./build.ts")).build,
  },
  {
    name: "init",
    summary: "write a first file of rules",
    load: async () => (await import("./init.ts")).init,
  },
  {
    name: "help",
    summary: "explain a diagnostic, or a command",
    load: async () => (await import("./help.ts")).help,
  },
];
