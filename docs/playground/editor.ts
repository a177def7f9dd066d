/** The editor of rules: CodeMirror with the colours, diagnostics, completion and formatter of the language. */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type Completion as ShownCompletion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintKeymap, setDiagnostics, type Diagnostic as ShownDiagnostic } from "@codemirror/lint";
import { EditorState, RangeSetBuilder, type Extension } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  ViewPlugin,
  type DecorationSet,
  type KeyBinding,
  type ViewUpdate,
} from "@codemirror/view";
import { format, type Diagnostic, type SourceFile, type TextEdit } from "@truce/rules-dsl";
import { editBetween } from "@truce/rules-dsl/notation";
import { completionsAt, type Completion } from "./completions.ts";
import { pageOf } from "./diagnostic-pages.ts";
import { colouredSpans, type WordKind } from "./highlight.ts";

/** What an editor is connected to. */
export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  /** The other files of the project, whose names are completed too. */
  readonly others: () => readonly SourceFile[];
  /** The user changed the text. */
  readonly onChange: (text: string) => void;
  /** The user pressed the key that formats. */
  readonly onFormat: () => void;
}

/** An editor of one file at a time. */
export interface RulesEditor {
  /** Shows another text. It cannot be undone. */
  show(text: string): void;
  /** Underlines problems of the text that is shown. */
  underline(diagnostics: readonly Diagnostic[]): void;
  /** Applies an edit, which can be undone. */
  apply(edit: TextEdit): void;
  /** Formats the text. False if its syntax has errors. */
  format(): boolean;
  /** Selects a line and scrolls to it. Lines begin with 1. */
  goTo(line: number): void;
  destroy(): void;
}

/** Puts an editor into an element. */
export function createEditor(options: EditorOptions): RulesEditor {
  const stateOf = (doc: string): EditorState =>
    EditorState.create({ doc, extensions: [...LOOKS, ...behaviour(options)] });
  const view = new EditorView({ parent: options.parent, state: stateOf(options.text) });
  return {
    show(text) {
      if (text !== view.state.doc.toString()) view.setState(stateOf(text));
    },
    underline(diagnostics) {
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((one) => shownDiagnostic(one, view)),
        ),
      );
    },
    apply: (edit) => applyEdit(view, edit),
    format() {
      const before = view.state.doc.toString();
      const { text } = format(before);
      const edit = text === null ? null : editBetween(before, text);
      if (edit) applyEdit(view, edit);
      return text !== null;
    },
    goTo(line) {
      const { from, to } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      const effects = EditorView.scrollIntoView(from, { y: "center" });
      view.dispatch({ selection: { anchor: from, head: to }, effects });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function behaviour({ others, onChange, onFormat }: EditorOptions): readonly Extension[] {
  const formatKey: KeyBinding = { key: "Shift-Alt-f", run: () => (onFormat(), true) };
  const complete = ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const { from, options } = completionsAt(state.doc.toString(), pos, others());
    if (options.length === 0 || (from === pos && !explicit)) return null;
    return { from, options: options.map(shownCompletion), validFor: /^[@\p{L}\p{M}\p{Nd}_.]*$/u };
  };
  return [
    history(),
    closeBrackets(),
    autocompletion({ override: [complete], icons: false }),
    // Tab is left to the browser, so that the keyboard gets out of the editor.
    keymap.of([
      formatKey,
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}

function shownCompletion({ label, kind, detail }: Completion): ShownCompletion {
  return { label, type: kind, ...(detail !== undefined && { detail }) };
}

function shownDiagnostic(diagnostic: Diagnostic, view: EditorView): ShownDiagnostic {
  const { span, severity, fix } = diagnostic;
  const end = view.state.doc.length;
  return {
    from: Math.min(span.start, end),
    to: Math.min(span.end, end),
    severity,
    message: diagnostic.message,
    renderMessage: () => messageElement(diagnostic),
    actions: fix === null ? [] : [{ name: "Mend it", apply: () => applyEdit(view, fix) }],
  };
}

/** The message, and a link to the page about its code. */
function messageElement({ code, message, suggestion }: Diagnostic): HTMLElement {
  const element = document.createElement("span");
  const link = document.createElement("a");
  link.href = pageOf(code);
  link.textContent = code;
  // What the user has written stays open.
  link.target = "_blank";
  link.rel = "noopener";
  element.append(suggestion === null ? message : `${message}: ${suggestion}`, " ", link);
  return element;
}

function applyEdit(view: EditorView, { span, newText }: TextEdit): void {
  view.dispatch({ changes: { from: span.start, to: span.end, insert: newText }, userEvent: "input.mend" });
}

function colours(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { start, end, kind } of colouredSpans(view.state.doc.toString())) {
    builder.add(start, end, MARKS[kind]);
  }
  return builder.finish();
}

const mark = (kind: WordKind): Decoration => Decoration.mark({ class: `word-${kind}` });
const MARKS: Readonly<Record<WordKind, Decoration>> = {
  keyword: mark("keyword"),
  group: mark("group"),
  event: mark("event"),
  field: mark("field"),
  quoted: mark("quoted"),
  comment: mark("comment"),
  reason: mark("reason"),
};

/** What does not depend on the page around the editor. Its colours are in the style sheet. */
const LOOKS: readonly Extension[] = [
  lineNumbers(),
  highlightActiveLine(),
  drawSelection(),
  bracketMatching(),
  indentUnit.of("  "),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": "Conflict rules", spellcheck: "false" }),
  ViewPlugin.define(
    (view) => ({
      words: colours(view),
      update(update: ViewUpdate) {
        if (update.docChanged) this.words = colours(update.view);
      },
    }),
    { decorations: ({ words }) => words },
  ),
];
