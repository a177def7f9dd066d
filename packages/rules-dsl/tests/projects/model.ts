/** Arbitrary projects of the whole language, as data: what is written where, and what it means. */

import type { Comparison } from "@truce/core";
import fc from "fast-check";
import type { Anything, Ref, RuleParts } from "../statements.ts";

/** Few names, so that rules meet; some of which need quotes, or look as though they did. */
export const NAMES = ["A", "B", "order.placed", "Größe", "Order-Placed", "on", "never"] as const;
export const CATEGORIES = ["client", "order", "注文"] as const;

/** A group and what it contains. */
export interface GroupModel {
  readonly name: string;
  readonly members: readonly Ref[];
}

/** What stands in a file outside its blocks, or in a block. */
export interface ScopeModel {
  /** Null outside. */
  readonly category: string | null;
  readonly groups: readonly GroupModel[];
  /** Null where nothing is declared. */
  readonly events: readonly Ref[] | null;
  readonly rules: readonly RuleParts[];
}

export interface FileModel {
  readonly file: string;
  readonly isImportOnly: boolean;
  /** As they are written. */
  readonly imports: readonly string[];
  /** First what stands outside blocks, then the blocks. */
  readonly scopes: readonly ScopeModel[];
}

export interface ProjectModel {
  readonly files: readonly FileModel[];
  /** The types that the tool is given. */
  readonly events: readonly string[];
}

// What is drawn: numbers stand for choices among what there turns out to be.

interface RawRef {
  readonly isGroup: boolean;
  readonly choice: number;
}
interface RawRule {
  readonly subject: RawRef | readonly RawRef[];
  readonly targets: "never" | { readonly list: readonly RawRef[] } | { readonly except: readonly RawRef[] };
  readonly when: readonly Comparison[];
  /** Whether 'override' is missing where it is needed, or there where it is not. */
  readonly isOverrideWrong: boolean;
  readonly reason: string | undefined;
}
interface RawScope {
  readonly groups: readonly (readonly RawRef[])[];
  readonly rules: readonly RawRule[];
}
interface RawFile extends RawScope {
  readonly imports: readonly number[];
  readonly blocks: readonly (RawScope & { readonly category: string; readonly declares: boolean })[];
}

const ref: fc.Arbitrary<RawRef> = fc.record({
  isGroup: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
  choice: fc.nat({ max: 1000 }),
});
const refs = (minLength: number, maxLength: number) => fc.array(ref, { minLength, maxLength });
const path = fc.constantFrom(["id"], ["room", "id"], ["größe"]);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  mine: path,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: path,
});
const when = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(comparison, { maxLength: 2 }));
const reason = fc.constantFrom(undefined, undefined, "two people", "line one\nline two");
const isOverrideWrong = fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, fc.constant(true));
const except = refs(0, 2).map((taken) => ({ except: taken }));
const rule: fc.Arbitrary<RawRule> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      subject: ref,
      targets: fc.constant("never" as const),
      when: fc.constant([]),
      isOverrideWrong,
      reason,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      subject: ref,
      targets: fc.oneof(
        { weight: 3, arbitrary: refs(1, 3).map((list) => ({ list })) },
        { weight: 1, arbitrary: except },
      ),
      when,
      isOverrideWrong,
      reason,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      subject: refs(0, 3),
      targets: fc.oneof(
        refs(1, 2).map((list) => ({ list })),
        except,
      ),
      when,
      isOverrideWrong,
      reason,
    }),
  },
);
const scope = { groups: fc.array(refs(1, 3), { maxLength: 2 }), rules: fc.array(rule, { maxLength: 3 }) };
const block = fc.record({
  ...scope,
  category: fc.constantFrom(...CATEGORIES),
  declares: fc.boolean(),
});
const file: fc.Arbitrary<RawFile> = fc.record({
  ...scope,
  imports: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 2 }),
  blocks: fc.array(block, { maxLength: 2 }),
});

/** A project whose names are all known and whose groups are sound; its rules may contradict each other. */
export const project: fc.Arbitrary<ProjectModel> = fc
  .record({
    files: fc.array(file, { minLength: 1, maxLength: 3 }),
    imported: fc.array(file, { maxLength: 2 }),
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
  // Files import later ones only, so those come first.
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

/** With 'override' where a rule inside a block needs it, but for those that are to be wrong. */
function withOverrides(files: readonly FileModel[]): readonly FileModel[] {
  const members = new Map(
    files.flatMap(({ scopes }) =>
      scopes.flatMap(({ groups }) => groups.map((group) => [group.name, group.members])),
    ),
  );
  const typesOf = ({ kind, name }: Ref): readonly string[] =>
    kind === "event" ? [name] : (members.get(name) ?? []).flatMap(typesOf);
  const subjects = ({ rules }: ScopeModel): readonly string[] =>
    rules.flatMap(({ subject }) => ("kind" in subject ? typesOf(subject) : []));
  const outside = new Set(
    files
      .filter(({ isImportOnly }) => !isImportOnly)
      .flatMap(({ scopes }) => scopes.filter(({ category }) => category === null).flatMap(subjects)),
  );
  const mended = (rule: RuleParts, category: string | null): RuleParts => {
    const { subject, override: isWrong } = rule;
    if (category === null || !("kind" in subject)) return { ...rule, override: false };
    return { ...rule, override: typesOf(subject).some((type) => outside.has(type)) !== isWrong };
  };
  return files.map((one) => ({
    ...one,
    scopes: one.scopes.map((scope) => ({
      ...scope,
      rules: scope.rules.map((rule) => mended(rule, scope.category)),
    })),
  }));
}

function relativePath(from: string, to: string): string {
  const up = from.split("/").slice(0, -1);
  return up.length === 0 ? `./${to}` : `${up.map(() => "..").join("/")}/${to}`;
}
