/** Statements as text, each in one of the many ways to write it. */

import type { Comparison } from "@truce/core/rules";

/** An event or a group, by name. */
export interface Ref {
  readonly kind: "event" | "group";
  readonly name: string;
}

/** `anything`, with exceptions. */
export interface Anything {
  readonly except: readonly Ref[];
}

/** The parts of a rule that are written. */
export interface RuleParts {
  readonly subject: Ref | Anything;
  readonly targets: "never" | readonly Ref[] | Anything;
  readonly when: readonly Comparison[];
  readonly override: boolean;
  readonly reason: string | undefined;
}

/** Writes statements. Each ends with a line break. */
export interface Writer {
  readonly rule: (rule: RuleParts) => string;
  readonly group: (name: string, members: readonly Ref[]) => string;
  readonly events: (names: readonly Ref[]) => string;
  readonly stream: (category: string, statements: readonly string[]) => string;
  readonly import: (path: string) => string;
}

const BARE = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{Nd}_]*)*$/u;
const KEYWORDS = new Set(["on", "never"]);

/** @param choices - Numbers that decide each choice. */
export function createWriter(choices: Iterator<number>): Writer {
  const draw = <Item>(...items: readonly [Item, ...Item[]]): Item =>
    items[Number(choices.next().value) % items.length] ?? items[0];
  const lineBreak = (): string => draw("\n", "\r\n", " // why not\n", "\n\n  // alone\n");
  const gap = (): string => draw(" ", "  ", "\t", `${lineBreak()}  `);
  const word = (text: string): string =>
    BARE.test(text) && !KEYWORDS.has(text) ? draw(text, JSON.stringify(text)) : JSON.stringify(text);
  const reference = ({ kind, name }: Ref): string => (kind === "group" ? `@${name}` : word(name));
  const list = (refs: readonly Ref[]): string =>
    refs.map(reference).join(draw(", ", ",", `,${lineBreak()}`, `${lineBreak()}, `)) + draw("", "", ",");
  const anything = ({ except }: Anything): string =>
    except.length === 0 ? "anything" : `anything${gap()}except${gap()}${list(except)}`;

  const condition = (comparisons: readonly Comparison[]): string => {
    if (comparisons.length === 0) return "";
    const field = (keys: readonly string[]): string => keys.join(".");
    const and = (): string => `${gap()}and${draw(" ", "\n")}`;
    const isSame = comparisons.every(
      ({ mine, operator, theirs }) => operator === "=" && field(mine) === field(theirs),
    );
    if (isSame && draw(true, false))
      return `${gap()}on ${comparisons.map(({ mine }) => field(mine)).join(and())}`;
    const each = comparisons.map(({ mine, operator, theirs }) => {
      const [left, right] = [`mine.${field(mine)}`, `theirs.${field(theirs)}`];
      return draw(
        `${left}${gap()}${operator} ${right}`,
        `${right} ${operator}${gap()}${left}`,
        `${left}${operator}${right}`,
      );
    });
    return `${gap()}when${gap()}${each.join(and())}`;
  };

  return {
    rule({ subject, targets, when, override, reason }) {
      const doc = reason === undefined ? "" : reason.replaceAll(/^/gm, "/// ") + "\n";
      const first =
        (override ? `override${gap()}` : "") + ("except" in subject ? anything(subject) : reference(subject));
      const rest =
        targets === "never"
          ? `never${gap()}conflicts`
          : `conflicts${gap()}${"except" in targets ? anything(targets) : list(targets)}${condition(when)}`;
      return `${doc}${draw("", "  ")}${first}${gap()}${rest}${lineBreak()}${draw("", "\n")}`;
    },
    group: (name, members) => `group @${name}${gap()}=${gap()}${list(members)}${lineBreak()}`,
    events: (names) => `events${gap()}${list(names)}${lineBreak()}`,
    stream: (category, statements) =>
      `stream ${word(category)}${draw(" ", "\n")}{${draw("\n", lineBreak())}${statements.join("")}}${lineBreak()}`,
    import: (path) => `import ${JSON.stringify(path)}${lineBreak()}`,
  };
}
