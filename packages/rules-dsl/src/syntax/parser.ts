/**
 * The grammar of one statement. Actions are embedded in it, because a concrete syntax tree in between would double the
 * parsing time.
 */

import { EmbeddedActionsParser, tokenLabel, type IParserErrorMessageProvider, type IToken } from "chevrotain";
import type { Line, ParsedLine, StreamClosing, StreamOpening } from "./lines.ts";
import * as nodes from "./nodes.ts";
import { findingOf } from "./recovery.ts";
import * as t from "./tokens.ts";
import type {
  Anything,
  Condition,
  EventName,
  Events,
  Field,
  FieldPair,
  Group,
  Import,
  LanguageHeader,
  Reference,
  References,
  Rule,
  SidedField,
} from "./tree.ts";

const EVENT_NAME = "the name of an event";

/** The parser's messages say only what was expected; `recovery.ts` turns them into sentences. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, ruleName }) =>
    ruleName === "field" ? "a field" : tokenLabel(expected),
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "a rule",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "a rule",
  buildNotAllInputParsedMessage: () => "a new line",
};

class StatementParser extends EmbeddedActionsParser {
  constructor() {
    super([...t.ALL_TOKENS], { errorMessageProvider: expectations, maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  // Alternatives are created once. Creating them for each statement caused most of the garbage of parsing.

  private readonly statements = {
    DEF: [
      { ALT: () => this.SUBRULE(this.language) },
      { ALT: () => this.SUBRULE(this.import) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.events) },
      { ALT: () => this.SUBRULE(this.streamOpening) },
      { ALT: () => this.SUBRULE(this.streamClosing) },
      { ALT: () => this.SUBRULE(this.rule) },
    ],
    ERR_MSG: "a rule",
  };

  private readonly subjects = {
    DEF: [{ ALT: () => this.SUBRULE(this.anything) }, { ALT: () => this.SUBRULE(this.reference) }],
    ERR_MSG: EVENT_NAME,
  };

  private readonly predicates = {
    DEF: [{ ALT: () => this.SUBRULE(this.neverConflicts) }, { ALT: () => this.SUBRULE(this.conflicts) }],
    ERR_MSG: "'conflicts' or 'never conflicts'",
  };

  private readonly targets = {
    DEF: [{ ALT: () => this.SUBRULE(this.anything) }, { ALT: () => this.SUBRULE(this.references) }],
    ERR_MSG: `${EVENT_NAME} or 'anything'`,
  };

  private readonly conditions = [
    { ALT: () => this.SUBRULE(this.onCondition) },
    { ALT: () => this.SUBRULE(this.whenCondition) },
  ];

  private readonly named = {
    DEF: [
      { ALT: (): Reference => this.SUBRULE(this.eventName) },
      { ALT: (): Reference => nodes.groupNameOf(this.CONSUME(t.GroupReference)) },
    ],
    ERR_MSG: EVENT_NAME,
  };

  private readonly names = {
    DEF: [{ ALT: () => this.CONSUME(t.Name) }, { ALT: () => this.CONSUME(t.QuotedName) }],
    ERR_MSG: "a name",
  };

  private readonly overrideWord = () => this.CONSUME(t.Override);
  private readonly condition = () => this.OR2(this.conditions);
  private readonly lastComma = () => this.CONSUME2(t.Comma);
  private readonly list = () => this.SUBRULE(this.references);

  readonly statement = this.RULE("statement", (): Line => this.OR(this.statements));

  private readonly language = this.RULE("language", (): LanguageHeader => {
    const keyword = this.CONSUME(t.Language);
    const version = this.CONSUME(t.Integer);
    return this.ACTION(() => nodes.languageOf(keyword, version));
  });

  private readonly import = this.RULE("import", (): Import => {
    const keyword = this.CONSUME(t.Import);
    const path = this.CONSUME(t.QuotedName);
    return this.ACTION(() => nodes.importOf(keyword, path));
  });

  private readonly group = this.RULE("group", (): Group => {
    const keyword = this.CONSUME(t.Group);
    const name = this.CONSUME(t.GroupReference);
    this.CONSUME(t.Equals);
    const members = this.SUBRULE(this.references);
    return this.ACTION(() => nodes.groupOf(keyword, name, members));
  });

  private readonly events = this.RULE("events", (): Events => {
    const keyword = this.CONSUME(t.Events);
    const names = this.SUBRULE(this.references);
    return this.ACTION(() => nodes.eventsOf(keyword, names));
  });

  private readonly streamOpening = this.RULE("streamOpening", (): StreamOpening => {
    const keyword = this.CONSUME(t.Stream);
    const category = this.SUBRULE(this.eventName);
    const brace = this.CONSUME(t.OpenBrace);
    return this.ACTION(() => nodes.streamOpeningOf(keyword, category, brace));
  });

  private readonly streamClosing = this.RULE("streamClosing", (): StreamClosing => {
    const brace = this.CONSUME(t.CloseBrace);
    return this.ACTION(() => nodes.streamClosingOf(brace));
  });

  private readonly rule = this.RULE("rule", (): Rule => {
    const override = this.OPTION1(this.overrideWord);
    const subject = this.OR1(this.subjects);
    const predicate = this.OR2(this.predicates);
    return this.ACTION(() => nodes.ruleOf(override, subject, predicate));
  });

  private readonly neverConflicts = this.RULE("neverConflicts", (): nodes.Predicate => {
    const never = this.CONSUME(t.Never);
    const conflicts = this.CONSUME(t.Conflicts);
    const committed = this.OPTION(this.list);
    return this.ACTION(() => ({ targets: nodes.neverOf(never, conflicts, committed), condition: null }));
  });

  private readonly conflicts = this.RULE("conflicts", (): nodes.Predicate => {
    this.CONSUME(t.Conflicts);
    const targets = this.OR1(this.targets);
    const condition = this.OPTION(this.condition);
    return { targets, condition: condition ?? null };
  });

  private readonly anything = this.RULE("anything", (): Anything => {
    const keyword = this.CONSUME(t.Anything);
    const except = this.OPTION(() => {
      this.CONSUME(t.Except);
      return this.SUBRULE(this.references);
    });
    return this.ACTION(() => nodes.anythingOf(keyword, except));
  });

  private readonly references = this.RULE("references", (): References => {
    const references = [this.SUBRULE1(this.reference)];
    this.MANY(() => {
      this.CONSUME1(t.Comma);
      references.push(this.SUBRULE2(this.reference));
    });
    this.OPTION(this.lastComma);
    return this.ACTION(() => nodes.referencesOf(references));
  });

  private readonly reference = this.RULE("reference", (): Reference => this.OR(this.named));

  private readonly eventName = this.RULE("eventName", (): EventName => {
    const name = this.OR(this.names);
    return this.ACTION(() => nodes.eventNameOf(name));
  });

  private readonly onCondition = this.RULE("onCondition", (): Condition => {
    const keyword = this.CONSUME(t.On);
    const fields = [this.SUBRULE1(this.field)];
    this.MANY(() => {
      this.CONSUME(t.And);
      fields.push(this.SUBRULE2(this.field));
    });
    return this.ACTION(() => nodes.onConditionOf(keyword, fields));
  });

  private readonly field = this.RULE("field", (): Field => {
    const name = this.CONSUME(t.Name);
    return this.ACTION(() => nodes.fieldOf(name));
  });

  private readonly whenCondition = this.RULE("whenCondition", (): Condition => {
    const keyword = this.CONSUME(t.When);
    const comparisons = [this.SUBRULE1(this.comparison)];
    this.MANY(() => {
      this.CONSUME(t.And);
      comparisons.push(this.SUBRULE2(this.comparison));
    });
    return this.ACTION(() => nodes.whenConditionOf(keyword, comparisons));
  });

  private readonly comparison = this.RULE("comparison", (): FieldPair => {
    const left = this.SUBRULE1(this.sidedField);
    const operator = this.OR({
      DEF: [
        { ALT: () => (this.CONSUME(t.Equals), "=" as const) },
        { ALT: () => (this.CONSUME(t.NotEquals), "!=" as const) },
      ],
      ERR_MSG: "'=' or '!='",
    });
    const right = this.SUBRULE2(this.sidedField);
    return this.ACTION(() => nodes.fieldPairOf(left, operator, right));
  });

  private readonly sidedField = this.RULE("sidedField", (): SidedField => {
    const name = this.CONSUME(t.SidedName);
    return this.ACTION(() => nodes.sidedFieldOf(name));
  });
}

let parser: StatementParser | undefined;

/** Parses the tokens of one statement; there is at least one. Never throws. */
export function parseStatement(tokens: readonly IToken[]): ParsedLine {
  // Created on first use, because creating it takes longer than parsing most files.
  parser ??= new StatementParser();
  // The cast is safe, because the parser does not change its input.
  parser.input = tokens as IToken[];
  const line = parser.statement();
  const error = parser.errors[0];
  if (!error) return { line, mistake: null };
  return { line: { kind: "broken", span: t.spanOfTokens(tokens) }, mistake: findingOf(error, tokens) };
}
