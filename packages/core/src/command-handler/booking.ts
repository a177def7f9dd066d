/** For tests: a room in which each slot can be booked once. */

import type { Event } from "../events/event.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import type { Decider } from "./decider.ts";

export type RoomEvent =
  | Event<"RoomRegistered", { name: string }>
  | Event<"SlotBooked", { slot: string; by: string }>
  | Event<"GuestsInvited", { slot: string; guests: number }>
  | Event<"NoteAdded", { text: string }>
  | Event<"RoomClosed", null>;

export type RoomCommand =
  | { readonly type: "Register"; readonly name: string }
  /** Books the slot, and invites the guests if there are any. */
  | { readonly type: "Book"; readonly slot: string; readonly by: string; readonly guests?: number }
  | { readonly type: "AddNote"; readonly text: string }
  | { readonly type: "Close" };

export interface Room {
  readonly name: string | undefined;
  readonly bookings: ReadonlyMap<string, string>;
  readonly isClosed: boolean;
}

export class SlotTaken extends Error {}

export const TAKEN = "Another guest has just taken this slot.";

export const roomRules = defineConflictRules<RoomEvent>({
  rules: {
    SlotBooked: [{ type: "SlotBooked", on: ["slot"], reason: TAKEN }],
    GuestsInvited: [],
    NoteAdded: [],
  },
});

export const room: Decider<RoomCommand, RoomEvent, Room> = {
  initialState: () => ({ name: undefined, bookings: new Map(), isClosed: false }),
  evolve(state, event) {
    switch (event.type) {
      case "RoomRegistered":
        return { ...state, name: event.data.name };
      case "SlotBooked":
        return { ...state, bookings: new Map(state.bookings).set(event.data.slot, event.data.by) };
      case "RoomClosed":
        return { ...state, isClosed: true };
      default:
        return state;
    }
  },
  decide(command, state) {
    switch (command.type) {
      case "Register":
        if (state.name !== undefined) throw new Error("the room exists");
        return [{ type: "RoomRegistered", data: { name: command.name } }];
      case "Book": {
        const { slot, by, guests = 0 } = command;
        if (state.isClosed) throw new Error("the room is closed");
        if (state.bookings.has(slot)) throw new SlotTaken(`slot ${slot} is taken`);
        const booked: RoomEvent = { type: "SlotBooked", data: { slot, by } };
        return guests > 0 ? [booked, { type: "GuestsInvited", data: { slot, guests } }] : [booked];
      }
      case "AddNote":
        return command.text === "" ? [] : [{ type: "NoteAdded", data: { text: command.text } }];
      case "Close":
        return state.isClosed ? [] : [{ type: "RoomClosed", data: null }];
    }
  },
};
