/** The state of the page: a story, and what follows from it. */

import { categoryOf } from "@truce/core";
import type { RuleSource } from "@truce/core/rules";
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { EXAMPLES, type Example } from "./examples.ts";
import { appendOf, formOf } from "./form.ts";
import { hashFrom, storyFrom } from "./link.ts";
import { play, type Played } from "./play.ts";
import { checkRules, type CheckedRules, type UsableRules } from "./rules.ts";
import {
  lastSent,
  MAX_ACTIONS,
  restarted,
  undone,
  withAction,
  withLineFeeds,
  type Action,
  type Story,
} from "./story.ts";

/** A pair of event types, as a cell of the matrix. */
export interface Pair {
  readonly incoming: string;
  readonly committed: string;
}

/** What the parts of the page share. */
export interface Playground {
  readonly story: ShallowRef<Story>;
  /** The example that the story began with; null if it came with a link. */
  readonly example: ShallowRef<Example | null>;
  /** The rules as they are in the editor. */
  readonly checked: ComputedRef<CheckedRules>;
  /** The last rules without errors; null if there were none yet. */
  readonly usable: ShallowRef<UsableRules | null>;
  /** The story played by these rules; null until then. */
  readonly played: ShallowRef<Played | null>;
  /** The category of the stream; null if it has no rules of its own. */
  readonly category: ComputedRef<string | null>;
  /** The selected cell of the matrix. */
  readonly pair: ShallowRef<Pair | null>;
  /** What is wrong with the link that was opened, or that a link was copied. */
  readonly notice: Ref<string>;
  /** The line that the editor should show. A new object each time. */
  readonly place: ShallowRef<RuleSource | null>;
  /** Shows an example from its beginning. */
  open(example: Example): void;
  /** Appends the event in a user's form. */
  append(user: number): void;
  /** Appends a user's last event again, with the same id. */
  sendAgain(user: number): void;
  /** Shows a user the whole stream. */
  read(user: number): void;
  undo(): void;
  restart(): void;
  /** Reads the address of the page: the `#` and what follows it. */
  openLink(hash: string): Promise<void>;
  /** Puts the story into the address of the page, and copies it. */
  copyLink(): Promise<void>;
}

/** Creates the state of a page, with the first example. */
export function usePlayground(): Playground {
  const example = shallowRef<Example | null>(EXAMPLES[0]);
  const story = shallowRef<Story>(EXAMPLES[0].story);
  const checked = computed(() => checkRules(story.value.files));
  const usable = shallowRef<UsableRules | null>(null);
  const played = shallowRef<Played | null>(null);
  const pair = shallowRef<Pair | null>(null);
  const notice = ref("");
  const place = shallowRef<RuleSource | null>(null);
  const category = computed(() => {
    const own = categoryOf(story.value.streamId);
    return usable.value?.categories.includes(own) === true ? own : null;
  });

  const show = (next: Story, from: Example | null): void => {
    example.value = from;
    story.value = next;
    // The last rules without errors are not those of the story before.
    usable.value = checked.value.usable;
    pair.value = null;
  };
  const act = (action: Action | null): void => {
    const isFull = story.value.actions.length >= MAX_ACTIONS;
    if (isFull) notice.value = "The time line is full. Start it again.";
    else if (action !== null) story.value = withAction(story.value, action);
  };

  watch(checked, (now) => (usable.value = now.usable ?? usable.value), { immediate: true });
  watch(story, () => (notice.value = ""));
  playEachChange({ story, usable, played, pair });
  keepInAddress({ story, example, notice });

  return {
    ...{ story, example, checked, usable, played, category, pair, notice, place },
    open(next) {
      notice.value = "";
      show(next.story, next);
    },
    append(user) {
      const form = usable.value && formOf(story.value, user, usable.value, category.value);
      act(form && appendOf(story.value, user, form));
    },
    sendAgain(user) {
      const event = lastSent(story.value, user);
      act(event && { kind: "append", user, event });
    },
    read: (user) => act({ kind: "read", user }),
    undo: () => (story.value = undone(story.value)),
    restart: () => (story.value = restarted(story.value)),
    async openLink(hash) {
      const opened = await storyFrom(hash);
      if (opened.kind === "story") show(withLineFeeds(opened.story), null);
      // The way back from a link leads to the page as it was before.
      if (opened.kind === "none" && example.value === null) show(EXAMPLES[0].story, EXAMPLES[0]);
      const instead = story.value === EXAMPLES[0].story ? " Here is the first example instead." : "";
      notice.value = opened.kind === "invalid" ? `Sorry: ${opened.problem}.${instead}` : "";
    },
    async copyLink() {
      const hash = await hashFrom(story.value);
      if (hash === null) return void (notice.value = TOO_LONG);
      history.replaceState(history.state, "", hash);
      try {
        await navigator.clipboard.writeText(location.href);
        notice.value = "The link is copied. It holds the rules and the time line.";
      } catch {
        notice.value = "The link is in the address bar. Copy it from there.";
      }
    },
  };
}

/** Plays the story whenever it or the rules change. If it changes meanwhile, only the last run counts. */
function playEachChange({
  story,
  usable,
  played,
  pair,
}: Pick<Playground, "story" | "usable" | "played" | "pair">): void {
  let run = 0;
  watch(
    [() => story.value.actions, () => story.value.streamId, usable],
    async ([actions], [before]) => {
      run += 1;
      const [own, rules] = [run, usable.value];
      if (rules === null) {
        played.value = null;
        return;
      }
      const result = await play(story.value, rules.rules);
      if (own !== run) return;
      played.value = result;
      const hasActed = before !== undefined && actions.length > before.length;
      if (hasActed) pair.value = decidingPair(result) ?? pair.value;
    },
    { immediate: true },
  );
}

/** The pair that decided the last step; null if no rule was asked. */
function decidingPair({ steps, stream }: Played): Pair | null {
  const last = steps.at(-1);
  if (last?.action.kind !== "append" || !last.outcome) return null;
  const { outcome, seen } = last;
  const incoming = last.action.event.type;
  if (outcome.kind === "conflict") return { incoming, committed: outcome.conflicts[0].committed.type };
  if (outcome.kind !== "merged") return null;
  const unseen = stream.find(({ version }) => version === seen + 1);
  return unseen ? { incoming, committed: unseen.type } : null;
}

/** How long a change must be the last one before the address follows it, in milliseconds. */
const PAUSE = 400;

const TOO_LONG = "These rules are too long for a link. They are lost if you leave the page.";

/** Puts a changed story into the address of the page, so that it is still there after a reload. */
function keepInAddress({ story, example, notice }: Pick<Playground, "story" | "example" | "notice">): void {
  watch(story, (now, _, onCleanup) => {
    if (now === example.value?.story) return history.replaceState(history.state, "", location.pathname);
    let isLast = true;
    const timer = setTimeout(async () => {
      const hash = await hashFrom(now);
      if (!isLast) return;
      if (hash === null) notice.value = TOO_LONG;
      history.replaceState(history.state, "", hash ?? location.pathname);
    }, PAUSE);
    onCleanup(() => {
      isLast = false;
      clearTimeout(timer);
    });
  });
}
