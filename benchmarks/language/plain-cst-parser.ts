/**
 * The yardstick: the grammar of `.conflicts` in its simplest form for chevrotain. It makes a syntax tree of a valid file
 * and nothing else: no source positions, no error recovery, no check of names, no rules.
 */

import { createToken, CstParser, Lexer, type CstNode, type TokenType } from "chevrotain";

const Name = createToken({
  name: "Name",
  pattern: /[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*(?:\.[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)*/,
});
const QuotedName = createToken({ name: "QuotedName", pattern: /"(?:[^"\\\r\n]|\\[^\r\n])*"/ });
const GroupName = createToken({ name: "GroupName", pattern: /@[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*/ });
const Integer = createToken({ name: "Integer", pattern: /[0-9]+/ });

const keyword = (word: string): TokenType =>
  createToken({ name: `Keyword_${word}`, pattern: word, longer_alt: Name });
const Language = keyword("language");
const Import = keyword("import");
const Group = keyword("group");
const Events = keyword("events");
const Stream = keyword("stream");
const Override = keyword("override");
const Anything = keyword("anything");
const Except = keyword("except");
const Never = keyword("never");
const Conflicts = keyword("conflicts");
const On = keyword("on");
const When = keyword("when");
const And = keyword("and");

const Comma = createToken({ name: "Comma", pattern: "," });
const Operator = createToken({ name: "Operator", pattern: /!=|=/ });
const OpenBrace = createToken({ name: "OpenBrace", pattern: "{" });
const CloseBrace = createToken({ name: "CloseBrace", pattern: "}" });
const Space = createToken({ name: "Space", pattern: /\s+/, group: Lexer.SKIPPED });
const Comment = createToken({ name: "Comment", pattern: /\/\/[^\r\n]*/, group: Lexer.SKIPPED });

const TOKENS: readonly TokenType[] = [
  ...[Space, Comment, Comma, Operator, OpenBrace, CloseBrace, QuotedName, GroupName],
  ...[Language, Import, Group, Events, Stream, Override, Anything, Except, Never, Conflicts, On, When, And],
  ...[Name, Integer],
];

class PlainParser extends CstParser {
  constructor() {
    super([...TOKENS], { maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  readonly file = this.RULE("file", () => {
    this.OPTION(() => {
      this.CONSUME(Language);
      this.CONSUME(Integer);
    });
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.import) },
        { ALT: () => this.SUBRULE(this.group) },
        { ALT: () => this.SUBRULE(this.events) },
        { ALT: () => this.SUBRULE(this.stream) },
        { ALT: () => this.SUBRULE(this.rule) },
      ]);
    });
  });

  private readonly import = this.RULE("import", () => {
    this.CONSUME(Import);
    this.CONSUME(QuotedName);
  });

  private readonly group = this.RULE("group", () => {
    this.CONSUME(Group);
    this.CONSUME(GroupName);
    this.CONSUME(Operator);
    this.SUBRULE(this.references);
  });

  private readonly events = this.RULE("events", () => {
    this.CONSUME(Events);
    this.SUBRULE(this.references);
  });

  private readonly stream = this.RULE("stream", () => {
    this.CONSUME(Stream);
    this.SUBRULE(this.reference);
    this.CONSUME(OpenBrace);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.group) },
        { ALT: () => this.SUBRULE(this.events) },
        { ALT: () => this.SUBRULE(this.rule) },
      ]);
    });
    this.CONSUME(CloseBrace);
  });

  private readonly rule = this.RULE("rule", () => {
    this.OPTION1(() => this.CONSUME(Override));
    this.OR1([{ ALT: () => this.SUBRULE(this.anything) }, { ALT: () => this.SUBRULE(this.reference) }]);
    this.OR2([
      {
        ALT: () => {
          this.CONSUME(Never);
          this.CONSUME1(Conflicts);
        },
      },
      {
        ALT: () => {
          this.CONSUME2(Conflicts);
          this.SUBRULE(this.targets);
        },
      },
    ]);
  });

  private readonly targets = this.RULE("targets", () => {
    this.OR1([{ ALT: () => this.SUBRULE(this.anything) }, { ALT: () => this.SUBRULE(this.references) }]);
    this.OPTION(() =>
      this.OR2([
        { ALT: () => this.SUBRULE(this.onCondition) },
        { ALT: () => this.SUBRULE(this.whenCondition) },
      ]),
    );
  });

  private readonly anything = this.RULE("anything", () => {
    this.CONSUME(Anything);
    this.OPTION(() => {
      this.CONSUME(Except);
      this.SUBRULE(this.references);
    });
  });

  private readonly references = this.RULE("references", () => {
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.reference) });
  });

  private readonly reference = this.RULE("reference", () => {
    this.OR([
      { ALT: () => this.CONSUME(Name) },
      { ALT: () => this.CONSUME(QuotedName) },
      { ALT: () => this.CONSUME(GroupName) },
    ]);
  });

  private readonly onCondition = this.RULE("onCondition", () => {
    this.CONSUME(On);
    this.AT_LEAST_ONE_SEP({ SEP: And, DEF: () => this.CONSUME(Name) });
  });

  private readonly whenCondition = this.RULE("whenCondition", () => {
    this.CONSUME(When);
    this.AT_LEAST_ONE_SEP({ SEP: And, DEF: () => this.SUBRULE(this.comparison) });
  });

  private readonly comparison = this.RULE("comparison", () => {
    this.CONSUME1(Name);
    this.CONSUME(Operator);
    this.CONSUME2(Name);
  });
}

export interface PlainCst {
  readonly parse: (text: string) => CstNode;
}

/** Builds the lexer and the parser. A program does that once. */
export function plainCstParser(): PlainCst {
  const lexer = new Lexer([...TOKENS], { ensureOptimizations: true });
  const parser = new PlainParser();
  return {
    parse: (text) => {
      const { tokens, errors } = lexer.tokenize(text);
      parser.input = tokens;
      const tree = parser.file();
      const [problem] = [...errors, ...parser.errors];
      if (problem) throw new Error(`the yardstick cannot parse the file: ${problem.message}`);
      return tree;
    },
  };
}
