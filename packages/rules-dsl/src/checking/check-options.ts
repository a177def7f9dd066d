import type { SourceFile } from "../source/source-text.ts";

/** What `check` and `compile` need to know besides the files of a project. */
export interface CheckOptions {
  /**
   * Event types that are declared elsewhere, for example in the application's code. With this list, every name in every
   * file must be declared, either here or with `events`.
   */
  readonly events?: readonly string[] | undefined;
  /**
   * The fields of payloads by event type, nested fields with dots: `{ NotePinned: ["noteId", "room.id"] }`. A condition on
   * one of these events must name one of its fields. Fields of other events are not checked.
   */
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * Files that can be imported, besides the files of the project. Their groups and events count, their rules do not. A file
   * that no other file imports is ignored.
   */
  readonly imports?: readonly SourceFile[] | undefined;
  /** Why files cannot be read, by path, for the error at their import. The end of a sentence: "does not exist". */
  readonly unreadable?: ReadonlyMap<string, string> | undefined;
  /** Whether to warn about pairs of declared events that no rule decides (CF4001). Default: false. */
  readonly coverage?: boolean | undefined;
}
