/**
 * What a comparison of some files with a commit leaves out though it decides the result: rules that have moved from a file
 * that is not compared. To those files alone they look new.
 */

import { join } from "node:path";
import type { ConflictRules } from "@truce/core";
import { typesIn } from "@truce/core/rules";
import type { RulesDiff } from "@truce/rules-analysis";
import { compile } from "@truce/rules-dsl";
import { loadProjectFrom, UnreadableFilesError, type ProjectSource } from "@truce/rules-dsl/node";
import { isThere } from "../../files/is-there.ts";
import type { RulesBefore } from "./rules-before.ts";

/** A file of the commit that should have been compared too. */
export interface FileLeftOut {
  readonly file: string;
  /** The event types that the comparison says something wrong of: at least one. */
  readonly types: readonly string[];
}

/**
 * The files of a commit without which the difference is not what it says. A file is left out where a pair counts as added
 * though its types were all named in the commit; or where the file is gone by now, and had rules for a type that still has
 * some.
 */
export async function filesLeftOut(
  root: string,
  commit: ProjectSource,
  before: RulesBefore,
  after: ConflictRules,
  difference: RulesDiff,
): Promise<readonly FileLeftOut[]> {
  const others = await otherFiles(root, commit, before);
  const compared = new Set(typesIn(before.rules));
  const seeminglyNew = typesSeeminglyNew(difference, compared, new Set(others.flatMap(({ named }) => named)));
  const registeredThen = new Set(others.flatMap(({ registered }) => [...registered]));
  const registeredNow = registeredBy(after);
  return others.flatMap(({ file, isGone, named, registered }) => {
    const types = named.filter((type) => {
      const hasMoved = isGone && registered.has(type) && registeredNow.has(type);
      // Of the files that name a type, those tell what it conflicts with that have rules for it.
      const tellsOfIt = registered.has(type) || !registeredThen.has(type);
      return hasMoved || (seeminglyNew.has(type) && tellsOfIt);
    });
    return types.length > 0 ? [{ file, types }] : [];
  });
}

/** The types that only files which are not compared named, of pairs that are no new ones. */
function typesSeeminglyNew(
  { changes }: RulesDiff,
  compared: ReadonlySet<string>,
  elsewhere: ReadonlySet<string>,
): ReadonlySet<string> {
  const isKnown = (type: string): boolean => compared.has(type) || elsewhere.has(type);
  const types = changes
    .filter(({ isNew }) => isNew)
    .map(({ incoming, committed }) => ("type" in committed ? [incoming, committed.type] : [incoming]))
    .filter((pair) => pair.every(isKnown));
  return new Set(types.flat().filter((type) => !compared.has(type)));
}

interface OtherFile {
  readonly file: string;
  /** Whether there is no such file any more. */
  readonly isGone: boolean;
  /** The types that its rules name. */
  readonly named: readonly string[];
  /** Those that it has rules for. */
  readonly registered: ReadonlySet<string>;
}

/** The rule files of the commit that are not compared, each by itself. One that had no rules to it, for errors, is none. */
async function otherFiles(
  root: string,
  commit: ProjectSource,
  { files }: RulesBefore,
): Promise<readonly OtherFile[]> {
  const compared = new Set(files.map(({ file }) => file));
  const others: OtherFile[] = [];
  for (const file of (await commit.filesBelow(".")).files) {
    if (!file.endsWith(".conflicts") || compared.has(file)) continue;
    const rules = await rulesOf(root, commit, file, compared);
    if (rules === null) continue;
    const isGone = !(await isThere(join(root, file)));
    others.push({ file, isGone, named: typesIn(rules), registered: registeredBy(rules) });
  }
  return others.toSorted((left, right) => (left.file < right.file ? -1 : 1));
}

async function rulesOf(
  root: string,
  commit: ProjectSource,
  file: string,
  compared: ReadonlySet<string>,
): Promise<ConflictRules | null> {
  const content = await commit.read(file);
  // A link to a file that is compared adds nothing.
  if ("unreadable" in content || compared.has(content.realPath)) return null;
  try {
    const { files, imports, unreadable } = await loadProjectFrom(commit, [file], { root });
    return compile(files, { imports, unreadable }).rules;
  } catch (error) {
    if (error instanceof UnreadableFilesError) return null;
    throw error;
  }
}

function registeredBy({ registrations }: ConflictRules): ReadonlySet<string> {
  return new Set(registrations.map(({ type }) => type));
}
