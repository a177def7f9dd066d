/** Shows the board: each hour of the room, and the notes. */

import { button, element, fillList, the } from "./elements.js";

/**
 * @param {import("../projections/board.ts").Board} board
 * @param {readonly string[]} hours
 * @param {{ choose: (hour: string) => void, cancel: (bookingId: string) => void }} actions
 */
export function showBoard(board, hours, { choose, cancel }) {
  the("version").textContent = `version ${board.version}`;
  const bookings = new Map(board.bookings.map((booking) => [booking.hour, booking]));
  const rows = hours.map((hour, index) => {
    const booking = bookings.get(hour);
    if (!booking) {
      const free = button("free", () => choose(hour), { "aria-label": `${hour} is free: choose it` });
      return element("li", { class: "free" }, element("time", {}, hour), free);
    }
    const before = bookings.get(hours[index - 1] ?? "");
    const goesOn = before?.bookingId === booking.bookingId;
    const row = element(
      "li",
      { class: goesOn ? "taken goes-on" : "taken" },
      element("time", {}, hour),
      booking.by,
    );
    if (!goesOn) {
      const label = `Cancel the booking by ${booking.by} at ${hour}`;
      row.append(button("Cancel", () => cancel(booking.bookingId), { "aria-label": label }));
    }
    return row;
  });
  // Somebody who uses the keyboard stays at the same hour.
  const focused = [...the("board").children].findIndex((row) => row.contains(document.activeElement));
  the("board").replaceChildren(...rows);
  rows[focused]?.querySelector("button")?.focus();

  const notes = board.notes.map(({ note, by }) => element("li", {}, `${note} `, element("small", {}, by)));
  fillList("notes", notes);
}
