/** Events in words. */

/**
 * @param {import("../web/event-view.ts").EventView} event
 * @returns {string}
 */
export function sentenceOf({ type, data }) {
  switch (type) {
    case "HourBooked":
      return `${data.by} booked ${data.hour}`;
    case "BookingCancelled":
      return `${data.by} cancelled a booking by ${data.bookedBy}`;
    case "NoteAdded":
      return `${data.by} noted: ${data.note}`;
  }
}

/** @param {number} count */
export function countOfEvents(count) {
  return count === 1 ? "1 event" : `${count} events`;
}

/**
 * @param {string} streamId Such as `room-Oak-2027-03-01`.
 * @returns {string} Such as `Oak, 1 March`.
 */
export function placeOf(streamId) {
  const [, room, ...day] = streamId.split("-");
  const date = new Date(`${day.join("-")}T12:00`);
  return `${room}, ${date.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`;
}
