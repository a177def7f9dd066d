/** Wrong ways to load a project from disk: files outside of it that are read, files of it that are missed. */

import type { Mutant } from "../mutant.ts";

const folder = "packages/rules-dsl/src/node";
const tests = [`${folder}/*.test.ts`] as const;
const inFile = (name: string) => ({ file: `${folder}/${name}.ts`, suite: "language", tests }) as const;

const disk = inFile("disk-source");
const paths = inFile("project-path");
const loading = inFile("load-project");
const patterns = inFile("patterns");
const reader = inFile("read-bytes");
const links = inFile("real-path");
const bytes = inFile("utf8");
const globs = inFile("glob");
const reading = inFile("read-files");
const imports = inFile("follow-imports");

export const projectLoadingMutants: readonly Mutant[] = [
  {
    ...disk,
    name: "loading: a symbolic link out of the project is followed",
    find: "if (realPath === null) return",
    replace: "if (realPath === null && found.realPath === root) return",
  },
  {
    ...links,
    name: "loading: a link that leads nowhere is taken for no file at all",
    find: "if (await isThere(path)) return",
    replace: 'if (path === "") return',
  },
  {
    ...links,
    name: "loading: a link that nobody may follow is taken for one that leads nowhere",
    find: "if (why !== MISSING) return { unreadable: why };",
    replace: "",
  },
  {
    ...disk,
    name: "loading: what is installed is loaded too",
    find: "LEFT_OUT.has(entry.name) && !entry.isFile()",
    replace: "LEFT_OUT.has(path) && entry.isFile()",
  },
  {
    ...disk,
    name: "loading: a folder that cannot be looked into is passed over in silence",
    find: "unreadable.push({ file: current, why: reasonOf(error) });",
    replace: "reasonOf(error);",
  },
  {
    ...disk,
    name: "loading: only what claims to be an ordinary file is found",
    find: "else files.push(path);",
    replace: "else if (entry.isFile()) files.push(path);",
  },
  {
    ...paths,
    name: "loading: a path may climb out of the root",
    find: 'if (first === ".." || isAbsolute(fromRoot)) return null;',
    replace: "if (first === undefined || isAbsolute(fromRoot)) return null;",
  },
  {
    ...paths,
    name: "loading: on Windows a path keeps its backslashes",
    find: 'return fromRoot.split(sep).join("/");',
    replace: "return fromRoot;",
  },
  {
    ...loading,
    name: "loading: a text that is given is known by one name of the root only",
    find: "({ file: fromRoot(file), text })",
    replace: "({ file, text })",
  },
  {
    ...patterns,
    name: "loading: a file whose name looks like a pattern is not called by its name",
    find: 'if (kind === "file") return',
    replace: 'if (kind === "file" && !/[[*?{!]/.test(path)) return',
  },
  {
    ...patterns,
    name: "loading: a pattern does not see names that begin with a dot",
    find: "glob.matches(file)),",
    replace: 'glob.matches(file) && !file.includes("/.")),',
  },
  {
    ...disk,
    name: "loading: a linked folder that leads out is passed over in silence",
    find: "unreadable.push({ file: path, why: FOLDER_LEADS_OUT });",
    replace: "files.push(path);",
  },
  {
    ...patterns,
    name: "loading: a pattern complains of folders that it is not about",
    find: "glob.leadsInto(file)",
    replace: 'file !== ""',
  },
  {
    ...globs,
    name: "loading: a pattern is not taken into the folders of its stars",
    find: "if (depth >= names.length && !isEndless) return false;",
    replace: "if (depth >= names.length) return false;",
  },
  {
    ...patterns,
    name: "loading: a pattern that matches nothing is passed over in silence",
    find: '[{ file: pattern, why: "matches no file" }]',
    replace: "[]",
  },
  {
    ...reader,
    name: "loading: a pipe is waited for",
    find: "(constants.O_NONBLOCK ?? 0) | ",
    replace: "",
  },
  {
    ...reader,
    name: "loading: a device is read",
    find: 'if (!stats.isFile()) return { unreadable: "is not an ordinary file" };',
    replace: "",
  },
  {
    ...reader,
    name: "loading: a file of just 4 MiB is too long",
    find: "if (stats.size > maxBytes)",
    replace: "if (stats.size >= maxBytes)",
  },
  {
    ...reader,
    name: "loading: a file may have any length",
    find: "if (stats.size > maxBytes)",
    replace: "if (stats.size > 2 * maxBytes)",
  },
  {
    ...bytes,
    name: "loading: bytes that are no text are replaced",
    find: "fatal: true",
    replace: "fatal: false",
  },
  {
    ...bytes,
    name: "loading: a byte order mark is taken away",
    find: "ignoreBOM: true",
    replace: "ignoreBOM: false",
  },
  {
    ...bytes,
    name: "loading: surrogates count as UTF-8 where the place of a mistake is looked for",
    find: "const most = lead === 0xed ? 0x9f : ",
    replace: "const most = ",
  },
  {
    ...reading,
    name: "loading: a file counts twice, by its name and by that of a link",
    find: "return sorted.filter((file) => byRealPath.get(file.realPath) === file);",
    replace: "return byRealPath.size === 0 ? [] : sorted;",
  },
  {
    ...reading,
    name: "loading: files come in the order in which they were named",
    find: "files.toSorted((left, right) => (left.file < right.file ? -1 : 1));",
    replace: "files;",
  },
  {
    ...reading,
    name: "loading: a file that is given is read from disk too",
    find: "if (texts.has(file)) continue;",
    replace: "",
  },
  {
    ...reading,
    name: "loading: files that cannot be read are left out in silence",
    find: "if (unreadable.length > 0) throw",
    replace: "if (unreadable.length > 99) throw",
  },
  {
    ...imports,
    name: "loading: the imports of imports are not followed",
    find: "      queue.push(file);\n",
    replace: "",
  },
  {
    ...imports,
    name: "loading: the same file is imported by two names",
    find: "if (known !== undefined) {",
    replace: "if (known === undefined && path === result.text) {",
  },
];
