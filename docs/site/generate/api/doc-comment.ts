/** Turns a doc comment into Markdown. */

export interface DocComment {
  readonly text: string;
  /** The block tags, in their order: `["param", "name - meaning"]`. */
  readonly tags: readonly (readonly [tag: string, text: string])[];
}

/** @param comment - What stands between the marks of the comment. */
export function docComment(comment: string): DocComment {
  const text = comment
    .replace(/^\*/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""))
    .join("\n");
  const [description = "", ...tags] = withoutInlineTags(text).split(/^[ \t]*@(?=[a-z])/im);
  return {
    text: description.trim(),
    tags: tags.map((tag) => {
      const [, name = "", rest = ""] = /^(\w+)\s*(.*)$/s.exec(tag) ?? [];
      return [name, rest.trim()];
    }),
  };
}

/** The first sentence, for lists. */
export function firstSentence({ text }: DocComment): string {
  const [paragraph = ""] = text.split("\n\n");
  return (/^.*?[.:!](?=\s|$)/s.exec(paragraph)?.[0] ?? paragraph).replaceAll("\n", " ");
}

/** Names of other declarations as code: `{@link EventStore.append}` is `EventStore.append`. */
function withoutInlineTags(text: string): string {
  return text.replaceAll(/\{@link\s+([^\s}|]+)[^}]*\}/g, "`$1`");
}
