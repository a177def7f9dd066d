/** What the playground keeps: rules, users, and what the users did. Everything that it shows follows from this. */

import type { JsonObject } from "@truce/core";
import type { SourceFile } from "@truce/rules-dsl";

/** The rules of the editor, and a time line of one stream. */
export interface Story {
  /** The files of the editor; at least one. */
  readonly files: readonly SourceFile[];
  /** The stream that all users append to. */
  readonly streamId: string;
  /** At least one. Actions refer to users by their index. */
  readonly users: readonly User[];
  /** What the users did, in order. */
  readonly actions: readonly Action[];
  /** How many of the actions come with the example. They are kept when the user starts again. */
  readonly given: number;
}

/** A user, and the event in their form. */
interface User {
  readonly name: string;
  readonly draft: Draft;
}

/** The event that a user is about to append. */
export interface Draft {
  readonly type: string;
  /** Values by field. Nested fields have dots: `to.room`. */
  readonly values: Readonly<Record<string, string>>;
}

/** What a user did: they appended an event, or read the stream again. */
export type Action =
  | { readonly kind: "append"; readonly user: number; readonly event: SentEvent }
  | { readonly kind: "read"; readonly user: number };

/** An event with the id that the application chose for it. */
export interface SentEvent {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
}

/** Time lines end here, because every change plays all of it again. */
export const MAX_ACTIONS = 200;

/** The story with one more action. */
export function withAction(story: Story, action: Action): Story {
  return { ...story, actions: [...story.actions, action] };
}

/** The story without its last action, unless that came with the example. */
export function undone(story: Story): Story {
  return story.actions.length > story.given ? { ...story, actions: story.actions.slice(0, -1) } : story;
}

/** The story with no other actions than those that came with the example. */
export function restarted(story: Story): Story {
  return { ...story, actions: story.actions.slice(0, story.given) };
}

/** The story with the event that a user is about to append. */
export function withDraft(story: Story, user: number, draft: Draft): Story {
  return { ...story, users: story.users.map((one, index) => (index === user ? { ...one, draft } : one)) };
}

/** The story with the text of one of its files. */
export function withText(story: Story, file: string, text: string): Story {
  return { ...story, files: story.files.map((one) => (one.file === file ? { file, text } : one)) };
}

/** The story with line breaks as the editor has them, so that places in its texts are the same there. */
export function withLineFeeds(story: Story): Story {
  const files = story.files.map(({ file, text }) => ({ file, text: text.replaceAll(/\r\n?/g, "\n") }));
  return { ...story, files };
}

/** The user's last event, to be sent again with the same id; null if there is none. */
export function lastSent({ actions }: Story, user: number): SentEvent | null {
  const last = actions.findLast((action) => action.kind === "append" && action.user === user);
  return last?.kind === "append" ? last.event : null;
}

/** An event id that no event of the story has: `event-3`. */
export function nextEventId({ actions }: Story): string {
  const ids = new Set(actions.flatMap((action) => (action.kind === "append" ? [action.event.id] : [])));
  let number = ids.size + 1;
  while (ids.has(`event-${number}`)) number += 1;
  return `event-${number}`;
}
