/** Gives the events of drafted steps their ids: new ones, or where the draft asks for it, one that is taken. */

import type { DraftAppend, DraftStep, Step } from "./history.ts";

export function giveIds(writers: readonly (readonly DraftStep[])[]): readonly (readonly Step[])[] {
  const taken = new Map<string, string[]>();
  return writers.map((steps, writer) =>
    steps.map((step, index) => (step.kind === "append" ? withIds(step, `${writer}.${index}`, taken) : step)),
  );
}

/** Within one append no id comes twice: that is bad input, and no matter of histories. */
function withIds(append: DraftAppend, prefix: string, taken: Map<string, string[]>): Step {
  const ids = taken.get(append.streamId) ?? [];
  taken.set(append.streamId, ids);
  const own = new Set<string>();
  const events = append.events.map(({ reuses, ...event }, index) => {
    const reused = reuses === null ? undefined : ids[ids.length - 1 - reuses];
    const id = reused === undefined || own.has(reused) ? `${prefix}.${index}` : reused;
    own.add(id);
    return { ...event, id };
  });
  ids.push(...own);
  return { ...append, events };
}
