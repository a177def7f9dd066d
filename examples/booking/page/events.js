/** Shows the live events of all rooms. */

import { button, element, fillList, the } from "./elements.js";
import { countOfEvents, placeOf, sentenceOf } from "./words.js";

/**
 * @param {readonly import("../web/event-view.ts").EventView[]} events The newest first.
 * @param {{ streamId: string, version: number }} seen What the board shows.
 * @param {ReadonlySet<string>} refusing The ids of events that the last refused command conflicts with.
 */
export function showEvents(events, seen, refusing) {
  const items = events.map((event) => {
    const isUnseen = event.streamId === seen.streamId && event.version > seen.version;
    const marks = [
      refusing.has(event.id) ? element("mark", { class: "refused" }, "this refused you") : "",
      isUnseen ? element("mark", { class: "unseen" }, "not on your board") : "",
      event.mergedOver > 0
        ? element("mark", { class: "merged" }, `merged over ${countOfEvents(event.mergedOver)}`)
        : "",
    ];
    const place = element("small", {}, `${placeOf(event.streamId)}, version ${event.version}`);
    return element("li", {}, element("span", {}, sentenceOf(event)), place, ...marks);
  });
  fillList("events", items);
}

/**
 * Says how far the board is behind.
 *
 * @param {number} count
 * @param {() => void} show
 */
export function showUnseen(count, show) {
  const what =
    count === 1 ? "1 event is not on this board yet." : `${count} events are not on this board yet.`;
  the("unseen").replaceChildren(...(count === 0 ? [] : [element("span", {}, what), button("Show", show)]));
}
