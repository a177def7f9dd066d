/** The page: what it knows, and what happens when. */

import { showBoard } from "./board.js";
import { getBoard, getOpening, getPeople, send } from "./client.js";
import { element, fillList, the } from "./elements.js";
import { showEvents, showUnseen } from "./events.js";
import { showDone, showNoAnswer, showRefused } from "./outcome.js";

/** @typedef {import("../web/event-view.ts").EventView} EventView */

/** How many events are shown. */
const MAX_EVENTS = 20;

const place = /** @type {HTMLFormElement} */ (the("place"));
const bookForm = /** @type {HTMLFormElement} */ (the("book"));
const noteForm = /** @type {HTMLFormElement} */ (the("note"));

/** @type {import("../projections/board.ts").Board} */
let board = { version: 0, bookings: [], notes: [] };
/** @type {EventView[]} The newest first. */
let events = [];
/** @type {Set<string>} */
let refusing = new Set();

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (document.getElementsByName(name)[0]);
const path = () => `/rooms/${field("room").value}/${field("day").value}`;
const streamId = () => `room-${field("room").value}-${field("day").value}`;

// -- What the user sees -----------------------------------------------------------------------------------------------

/** The board changes only if the user asks for it or has done something. Until then it is what the user decides on. */
async function loadBoard() {
  const asked = path();
  const loaded = await getBoard(asked);
  if (asked !== path()) return;
  board = loaded;
  showBoard(board, hours, { choose, cancel });
  showLive();
}

function showLive() {
  const seen = { streamId: streamId(), version: board.version };
  showEvents(events, seen, refusing);
  const latest = events.find((event) => event.streamId === seen.streamId)?.version ?? 0;
  showUnseen(Math.max(0, latest - seen.version), () => void loadBoard());
}

/** @param {string} position The people are shown as of this event, or later. */
async function loadPeople(position) {
  const answer = await getPeople(position).catch(() => undefined);
  the("behind").textContent = answer?.behind === 0 ? "" : "not up to date yet";
  if (!answer) return;
  const items = answer.people.map(({ name, hours: count }) =>
    element("li", {}, name, element("small", {}, count === 1 ? "1 hour" : `${count} hours`)),
  );
  fillList("people", items);
}

// -- What the user does -----------------------------------------------------------------------------------------------

/** @param {string} to @param {object} body */
async function command(to, body) {
  if (!place.reportValidity()) return false;
  const by = field("by").value;
  const sent = await send(`${path()}/${to}`, { ...body, by }, board.version);
  if (!sent) {
    showNoAnswer();
    return false;
  }
  const conflicts = "problem" in sent && sent.problem.status === 409 ? sent.problem.conflicts : [];
  refusing = new Set(conflicts.map(({ committed }) => committed.id));
  if ("done" in sent) showDone(sent.done);
  else showRefused(sent.problem);
  await loadBoard();
  return "done" in sent;
}

/** @param {string} hour */
function choose(hour) {
  field("from").value = hour;
  untilAfterFrom();
  bookForm.querySelector("button")?.focus();
}

/** @param {string} bookingId */
function cancel(bookingId) {
  void command(`bookings/${bookingId}/cancel`, {});
}

function untilAfterFrom() {
  const { value } = field("from");
  if (field("until").value <= value) field("until").value = hours[hours.indexOf(value) + 1] ?? closingTime;
}

bookForm.addEventListener("submit", (event) => {
  event.preventDefault();
  void command("bookings", { from: field("from").value, until: field("until").value });
});
noteForm.addEventListener("submit", (event) => {
  event.preventDefault();
  void command("notes", { note: field("note").value }).then((done) => done && noteForm.reset());
});
field("from").addEventListener("change", untilAfterFrom);
field("by").addEventListener("change", () => sessionStorage.setItem("by", field("by").value));
place.addEventListener("submit", (event) => event.preventDefault());
for (const name of ["room", "day"]) {
  field(name).addEventListener("change", () => {
    if (!field("day").value) return;
    const where = { room: field("room").value, day: field("day").value };
    history.replaceState(null, "", `?${new URLSearchParams(where)}`);
    void loadBoard();
  });
}

// -- Start ------------------------------------------------------------------------------------------------------------

/** @param {string} name @param {readonly string[]} options */
function fill(name, options) {
  field(name).replaceChildren(...options.map((option) => element("option", {}, option)));
}

const { rooms, hours, closingTime } = await getOpening();
fill("room", rooms);
fill("from", hours);
fill("until", [...hours.slice(1), closingTime]);
// The address says which room on which day. Sweden writes dates as inputs want them.
const where = new URLSearchParams(location.search);
field("room").value = where.get("room") ?? rooms[0] ?? "";
field("day").value = where.get("day") ?? new Date().toLocaleDateString("sv");
// Each window has a name of its own.
field("by").value ||= sessionStorage.getItem("by") ?? "";
await loadBoard();

const live = new EventSource("/live");
live.addEventListener("open", () => (the("connection").textContent = "live"));
live.addEventListener("error", () => (the("connection").textContent = "connecting"));
live.addEventListener("message", ({ data }) => {
  const event = /** @type {EventView} */ (JSON.parse(String(data)));
  events = [event, ...events].slice(0, MAX_EVENTS);
});
live.addEventListener("caught-up", ({ lastEventId }) => {
  showLive();
  void loadPeople(lastEventId);
});
live.addEventListener("restored", () => location.reload());
