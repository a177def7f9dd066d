/** Arbitrary projects of the whole language. */

import fc from "fast-check";
import type { Anything, Ref, RuleParts } from "../statements.ts";
import { NAMES, type FileModel, type GroupModel, type ProjectModel, type ScopeModel } from "./model.ts";
import { withOverrides } from "./overrides.ts";
import { rawFile, type RawFile, type RawRef, type RawRule } from "./raw.ts";

/** A project whose names are all known and whose groups are valid. Its rules may contradict each other. */
export const project: fc.Arbitrary<ProjectModel> = fc
  .record({
    files: fc.array(rawFile, { minLength: 1, maxLength: 3 }),
    imported: fc.array(rawFile, { maxLength: 2 }),
    declared: fc.constantFrom("nowhere", "in each file", "by import", "to the tool"),
  })
  .map(({ files, imported, declared }) => built(files, imported, declared));

const PATHS = ["a.conflicts", "rules/b.conflicts", "rules/c d.conflicts"] as const;
const IMPORTED_PATHS = ["shared/x.conflicts", "rules/y.conflicts"] as const;
const EVENTS_FILE = "shared/events.conflicts";
const ALL_EVENTS: readonly Ref[] = NAMES.map((name) => ({ kind: "event", name }));

function built(
  files: readonly RawFile[],
  imported: readonly RawFile[],
  declared: "nowhere" | "in each file" | "by import" | "to the tool",
): ProjectModel {
  const paths = [...PATHS.slice(0, files.length), ...IMPORTED_PATHS.slice(0, imported.length)];
  const groupsOf = new Map<string, readonly GroupModel[]>();
  let groups = 0;
  const models: FileModel[] = [];
  // Files import only later ones, so those come first.
  for (const [index, raw] of [...[...files, ...imported].entries()].toReversed()) {
    const path = paths[index] ?? "";
    const targets = [...new Set(raw.imports.map((choice) => index + 1 + choice))].flatMap(
      (target) => paths[target] ?? [],
    );
    const seen = targets.flatMap((target) => groupsOf.get(target) ?? []);
    const own = groupModels(raw.groups, seen, () => `${groups % 2 === 0 ? "G" : "Größe"}${groups++}`);
    groupsOf.set(path, own);
    const visible = [...seen, ...own];
    const isImportOnly = index >= files.length;
    const outside: ScopeModel = {
      category: null,
      groups: own,
      events: declared === "in each file" ? ALL_EVENTS : null,
      rules: raw.rules.map((one) => ruleModel(one, visible)),
    };
    const blocks = raw.blocks.map((inner): ScopeModel => {
      const inside = groupModels(inner.groups, visible, () => `Inner${groups++}`);
      const rules = inner.rules.map((one) => ruleModel(one, [...visible, ...inside]));
      return {
        category: inner.category,
        groups: inside,
        events: inner.declares ? ALL_EVENTS : null,
        rules,
      };
    });
    const imports = [...targets, ...(declared === "by import" ? [EVENTS_FILE] : [])];
    models.unshift({
      file: path,
      isImportOnly,
      imports: imports.map((target) => relativePath(path, target)),
      scopes: [outside, ...blocks],
    });
  }
  if (declared === "by import") {
    const only = { category: null, groups: [], events: ALL_EVENTS, rules: [] };
    models.push({ file: EVENTS_FILE, isImportOnly: true, imports: [], scopes: [only] });
  }
  return { files: withOverrides(models), events: declared === "to the tool" ? NAMES : [] };
}

function groupModels(
  raw: readonly (readonly RawRef[])[],
  seen: readonly GroupModel[],
  nextName: () => string,
): readonly GroupModel[] {
  const own: GroupModel[] = [];
  for (const members of raw)
    own.push({ name: nextName(), members: members.map((one) => refModel(one, [...seen, ...own])) });
  return own;
}

function refModel({ isGroup, choice }: RawRef, groups: readonly GroupModel[]): Ref {
  const group = isGroup ? groups[choice % groups.length] : undefined;
  return group
    ? { kind: "group", name: group.name }
    : { kind: "event", name: NAMES[choice % NAMES.length] ?? NAMES[0] };
}

function ruleModel(raw: RawRule, groups: readonly GroupModel[]): RuleParts {
  const all = (list: readonly RawRef[]): readonly Ref[] => list.map((one) => refModel(one, groups));
  const anything = (list: readonly RawRef[]): Anything => ({ except: all(list) });
  const { subject, targets, when, isOverrideWrong, reason } = raw;
  return {
    subject: "choice" in subject ? refModel(subject, groups) : anything(subject),
    targets: targets === "never" ? targets : "list" in targets ? all(targets.list) : anything(targets.except),
    when,
    override: isOverrideWrong,
    reason,
  };
}

function relativePath(from: string, to: string): string {
  const up = from.split("/").slice(0, -1);
  return up.length === 0 ? `./${to}` : `${up.map(() => "..").join("/")}/${to}`;
}
