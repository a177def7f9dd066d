/** A client: what happens, what users can do, and what must be true. Knows nothing of HTTP, versions or databases. */

import type { Decider, Event } from "@truce/core";

export type ClientEvent =
  | Event<"ClientRegistered", { name: string }>
  | Event<"DealValueChanged", { value: number }>
  | Event<"PhoneChanged", { contact: string; phone: string }>
  | Event<"MeetingNoteAdded", { text: string }>;

export type ClientCommand =
  | { type: "Register"; name: string }
  | { type: "ChangeDealValue"; value: number }
  | { type: "ChangePhone"; contact: string; phone: string }
  | { type: "AddMeetingNote"; text: string };

export interface Client {
  /** Null as long as the client is not registered. */
  readonly name: string | null;
  readonly dealValue: number;
  /** By contact. */
  readonly phones: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** The command is not possible. The message is for the user. */
export class NotPossible extends Error {}

export const client: Decider<ClientCommand, ClientEvent, Client> = {
  initialState: () => ({ name: null, dealValue: 0, phones: {}, notes: [] }),

  evolve(state, { type, data }) {
    switch (type) {
      case "ClientRegistered":
        return { ...state, name: data.name };
      case "DealValueChanged":
        return { ...state, dealValue: data.value };
      case "PhoneChanged":
        return { ...state, phones: { ...state.phones, [data.contact]: data.phone } };
      case "MeetingNoteAdded":
        return { ...state, notes: [...state.notes, data.text] };
    }
  },

  // `decide` always sees the latest state, which may be newer than the user's. If it refuses because of something that
  // the user has not seen, the user gets the reason of the conflict rule instead.
  decide(command, { name }) {
    const isRegistered = name !== null;
    if (command.type === "Register") {
      if (isRegistered) throw new NotPossible("This client is registered already.");
      return [{ type: "ClientRegistered", data: { name: command.name } }];
    }
    if (!isRegistered) throw new NotPossible("There is no such client.");
    switch (command.type) {
      case "ChangeDealValue":
        return [{ type: "DealValueChanged", data: { value: command.value } }];
      case "ChangePhone":
        return [{ type: "PhoneChanged", data: { contact: command.contact, phone: command.phone } }];
      case "AddMeetingNote":
        return [{ type: "MeetingNoteAdded", data: { text: command.text } }];
    }
  },
};
