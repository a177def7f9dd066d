/** A story as the part of a link after the `#`, compressed by the browser. It is never sent to a server. */

import type { JsonObject } from "@truce/core";
import type { Action, Draft, Story } from "./story.ts";
import { MAX_ACTIONS } from "./story.ts";

/** Says that the rest is a story, and in which form. */
const PREFIX = "#play1=";
/** The most characters of a link. */
const MAX_LINK = 100_000;
/** The most bytes that a link unpacks to. */
const MAX_BYTES = 1_000_000;
const MAX_FILES = 10;
const MAX_USERS = 6;

/** The story of a link, or why there is none. */
export type OpenedLink =
  | { readonly kind: "story"; readonly story: Story }
  /** The address is that of the page, or of a place in it. */
  | { readonly kind: "none" }
  | { readonly kind: "invalid"; readonly problem: string };

/** The `#` and what follows it in a link to the story. Null if the story is too long for a link. */
export async function hashFrom(story: Story): Promise<string | null> {
  const bytes = new TextEncoder().encode(JSON.stringify(story));
  const hash = bytes.length > MAX_BYTES ? null : await packed(bytes);
  return hash !== null && hash.length <= MAX_LINK ? hash : null;
}

/** A link that unpacks to these bytes, whatever they are. */
export async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const short = await bytesOf(streamFrom(bytes, "pack"), Infinity);
  const binary = Array.from(short, (byte) => String.fromCodePoint(byte)).join("");
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads the `#` and what follows it. Never rejects. */
export async function storyFrom(hash: string): Promise<OpenedLink> {
  if (hash === "" || hash === "#") return { kind: "none" };
  if (!hash.startsWith(PREFIX)) return invalid("this link is not from this version of the playground");
  if (hash.length > MAX_LINK) return invalid("this link is too long");
  try {
    const binary = atob(hash.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const short = Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      await bytesOf(streamFrom(short, "unpack"), MAX_BYTES),
    );
    return { kind: "story", story: checkStory(JSON.parse(text)) };
  } catch {
    return invalid("this link is damaged, perhaps because a part of it is missing");
  }
}

function invalid(problem: string): OpenedLink {
  return { kind: "invalid", problem };
}

function streamFrom(
  bytes: Uint8Array<ArrayBuffer>,
  direction: "pack" | "unpack",
): ReadableStream<Uint8Array> {
  const transform =
    direction === "pack" ? new CompressionStream("deflate-raw") : new DecompressionStream("deflate-raw");
  return new Blob([bytes]).stream().pipeThrough(transform);
}

/** @throws RangeError for more than `limit` bytes. */
async function bytesOf(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** Anybody can write a link, so every part of it is checked. @throws TypeError if it is no story. */
function checkStory(value: unknown): Story {
  const { files, streamId, users, actions, given } = objectIn(value);
  const story: Story = {
    files: listIn(files, MAX_FILES).map((file) => {
      const one = objectIn(file);
      return { file: textIn(one["file"]), text: textIn(one["text"]) };
    }),
    streamId: textIn(streamId),
    users: listIn(users, MAX_USERS).map((user) => {
      const one = objectIn(user);
      return { name: textIn(one["name"]), draft: checkDraft(one["draft"]) };
    }),
    actions: listIn(actions, MAX_ACTIONS).map(checkAction),
    given: numberIn(given),
  };
  const names = new Set(story.files.map(({ file }) => file));
  demand(story.files.length > 0 && names.size === story.files.length);
  demand(story.users.length > 0 && story.given <= story.actions.length);
  demand(story.actions.every(({ user }) => user < story.users.length));
  // What a store accepts as the id of a stream, less its length.
  demand(/^[^\0]{1,120}$/u.test(story.streamId) && story.streamId.isWellFormed());
  return story;
}

function checkDraft(value: unknown): Draft {
  const { type, values } = objectIn(value);
  const entries = Object.entries(objectIn(values)).map(([field, text]): [string, string] => [
    field,
    textIn(text),
  ]);
  return { type: textIn(type), values: Object.fromEntries(entries) };
}

function checkAction(value: unknown): Action {
  const { kind, user, event } = objectIn(value);
  if (kind === "read") return { kind, user: numberIn(user) };
  demand(kind === "append");
  const { id, type, data } = objectIn(event);
  // JSON.parse made it, so all of it is JSON. The store checks the rest, as it does for every caller.
  const sent = { id: textIn(id), type: textIn(type), data: objectIn(data) as JsonObject };
  return { kind: "append", user: numberIn(user), event: sent };
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  demand(typeof value === "object" && value !== null && !Array.isArray(value));
  return value as Readonly<Record<string, unknown>>;
}

function listIn(value: unknown, most: number): readonly unknown[] {
  demand(Array.isArray(value) && value.length <= most);
  return value as readonly unknown[];
}

function textIn(value: unknown): string {
  demand(typeof value === "string");
  return value as string;
}

function numberIn(value: unknown): number {
  demand(Number.isSafeInteger(value) && (value as number) >= 0);
  return value as number;
}

function demand(holds: boolean): void {
  if (!holds) throw new TypeError("not a story");
}
