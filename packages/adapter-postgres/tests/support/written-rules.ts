/**
 * Random projects of `.conflicts` files about the event types and fields of generated histories. They use groups, imports,
 * `stream` blocks, overrides, barriers and conditions.
 */

import type { ConflictRules } from "@truce/core";
import type { FieldPath, TypeSelector } from "@truce/core/adapter";
import { conflictRulesFrom, type Comparison, type RuleDeclaration } from "@truce/core/rules";
import { compile, formatDiagnostics, type SourceFile } from "@truce/rules-dsl";
import { arbitraryRuleDeclarations } from "@truce/testkit";
import fc, { type Arbitrary } from "fast-check";

/** A project and its compiled rules. */
export interface WrittenRules {
  readonly files: readonly SourceFile[];
  readonly rules: ConflictRules;
}

/** Projects without contradictions. A type that is the subject of none of their statements conflicts with everything. */
export function arbitraryWrittenRules(): Arbitrary<WrittenRules> {
  const choices = fc.array(fc.nat({ max: 999 }), { minLength: 50, maxLength: 50 });
  return fc.tuple(arbitraryRuleDeclarations(), choices).map(([declarations, drawn]) => {
    const files = written(declarations, drawn);
    return { files, rules: compiled(files, declarations) };
  });
}

/** The compiled rules. Throws an error if they are not the rules that the project was written for. */
function compiled(files: readonly SourceFile[], declarations: readonly RuleDeclaration[]): ConflictRules {
  const { rules, diagnostics } = compile(files);
  const text = files.map((file) => `--- ${file.file}\n${file.text}`).join("\n");
  if (rules === null) throw new Error(`does not compile:\n${formatDiagnostics(diagnostics, files)}\n${text}`);
  if (rules.fingerprint !== conflictRulesFrom(declarations).fingerprint) {
    throw new Error(`compiles to other rules than it was written for:\n${text}`);
  }
  return rules;
}

/** Draws one of some items. */
type Draw = <Item>(...items: readonly [Item, ...Item[]]) => Item;

/** The groups that were defined so far, by the file that defines them. */
interface Groups {
  readonly own: string[];
  readonly imported: string[];
}

function written(
  declarations: readonly RuleDeclaration[],
  choices: readonly number[],
): readonly SourceFile[] {
  let turn = 0;
  const draw: Draw = (...items) => items[(choices[turn++ % choices.length] ?? 0) % items.length] ?? items[0];
  const groups: Groups = { own: [], imported: [] };
  const categories = new Set(declarations.map(({ category = null }) => category));
  const blocks = [...categories].map((category) => {
    const own = declarations.filter((declaration) => (declaration.category ?? null) === category);
    const lines = joined(own, draw).map((declaration) => statement(declaration, draw, groups));
    return category === null ? lines.join("") : `stream ${nameText(category, draw)} {\n${lines.join("")}}\n`;
  });
  const parts = [...blocks, ...groups.own];
  const text = draw(parts, parts.toReversed()).join(draw("", "\n", "// a comment\n"));
  return [
    { file: "rules/generated.conflicts", text: `language 1\nimport "../shared/words.conflicts"\n${text}` },
    { file: "shared/words.conflicts", text: groups.imported.join("") },
  ];
}

/** Joins some statements with the same subject and condition into one statement with a list. */
function joined(declarations: readonly RuleDeclaration[], draw: Draw): readonly RuleDeclaration[] {
  const result: RuleDeclaration[] = [];
  for (const declaration of declarations) {
    const last = result.at(-1);
    if (last && isSameButTargets(last, declaration) && draw(true, false)) {
      result[result.length - 1] = {
        ...last,
        conflictsWith: [...last.conflictsWith, ...declaration.conflictsWith],
      };
    } else {
      result.push(declaration);
    }
  }
  return result;
}

function isSameButTargets(one: RuleDeclaration, other: RuleDeclaration): boolean {
  const [{ conflictsWith: targets, ...rest }, { conflictsWith: others, ...otherRest }] = [one, other];
  const all = [...targets, ...others];
  const areNames = targets.length > 0 && others.length > 0 && all.every((target) => "type" in target);
  return areNames && JSON.stringify(rest) === JSON.stringify(otherRest);
}

function statement(
  { incoming, conflictsWith, when = [], override }: RuleDeclaration,
  draw: Draw,
  groups: Groups,
): string {
  const doc = draw("", "", "  /// because\n");
  const subject = `${override ? "override " : ""}${selectorsText([incoming], draw, groups)}`;
  if (conflictsWith.length === 0) return `${doc}  ${subject} never conflicts\n`;
  const targets = selectorsText(conflictsWith, draw, groups);
  return `${doc}  ${subject} conflicts ${targets}${conditionText(when, draw)}\n`;
}

function selectorsText(selectors: readonly TypeSelector[], draw: Draw, groups: Groups): string {
  const [first] = selectors;
  if (first && "anythingExcept" in first) {
    const { anythingExcept = [] } = first;
    return anythingExcept.length === 0
      ? "anything"
      : `anything except ${namesText(anythingExcept, draw, groups)}`;
  }
  return namesText(
    selectors.flatMap(({ type }) => type ?? []),
    draw,
    groups,
  );
}

/** Names as a list, as a group, or as a group inside another group. */
function namesText(names: readonly string[], draw: Draw, groups: Groups): string {
  const list = names.map((name) => nameText(name, draw)).join(draw(", ", ",\n    "));
  const nesting = draw(0, 0, 1, 2);
  let text = list;
  for (let depth = 0; depth < nesting; depth++) {
    const group = `@G${groups.own.length + groups.imported.length}`;
    // An imported file cannot use the groups of the file that imports it.
    const into = depth === 0 ? draw(groups.own, groups.imported) : groups.own;
    into.push(`group ${group} = ${text}\n`);
    text = group;
  }
  return text;
}

function nameText(name: string, draw: Draw): string {
  return draw(name, name, JSON.stringify(name));
}

function conditionText(when: readonly Comparison[], draw: Draw): string {
  if (when.length === 0) return "";
  const isSameField = when.every(
    ({ mine, operator, theirs }) => operator === "=" && isSamePath(mine, theirs),
  );
  if (isSameField && draw(true, false)) return ` on ${when.map(({ mine }) => mine.join(".")).join(" and ")}`;
  const comparisons = when.map(({ mine, operator, theirs }) => {
    const [left, right] = [`mine.${mine.join(".")}`, `theirs.${theirs.join(".")}`];
    return draw(`${left} ${operator} ${right}`, `${right} ${operator} ${left}`);
  });
  return `${draw(" ", "\n    ")}when ${comparisons.join(draw(" and ", "\n    and "))}`;
}

function isSamePath(one: FieldPath, other: FieldPath): boolean {
  return one.join("\0") === other.join("\0");
}
