/** The examples of the playground: rules, users, and what they did so far. The rules are those of `examples/`. */

import type { SourceFile } from "@truce/rules-dsl";
import booking from "../../examples/booking/booking.conflicts?raw";
import crm from "../../examples/crm/crm.conflicts?raw";
import crmVocabulary from "../../examples/crm/vocabulary.conflicts?raw";
import documents from "../../examples/documents/documents.conflicts?raw";
import ledger from "../../examples/ledger/ledger.conflicts?raw";
import rooms from "../../examples/rooms/rooms.conflicts?raw";
import warehouse from "../../examples/warehouse/warehouse.conflicts?raw";
import foundingStory from "./examples/founding-story.conflicts?raw";
import { dataFrom } from "./payload.ts";
import type { Action, Draft, Story } from "./story.ts";

/** An example to begin with. */
export interface Example {
  readonly id: string;
  readonly title: string;
  /** What to try, in a sentence or two. */
  readonly hint: string;
  readonly story: Story;
}

/** An event as an example writes it. */
type Written = readonly [type: string, values?: Readonly<Record<string, string>>];

/** What an example says; the rest follows. */
interface Outline {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly files: readonly SourceFile[];
  readonly streamId: string;
  /** The first events of the stream, which every user has seen. */
  readonly seen: readonly Written[];
  /** What the first user has appended since then. The others have not seen it. */
  readonly unseen: readonly Written[];
  /** The users, each with the event in their form. */
  readonly users: Readonly<Record<string, Written>>;
}

const OUTLINES: readonly Outline[] = [
  {
    id: "founding-story",
    title: "One client, three people",
    hint: "Joe has raised the client's value, and Harry and Ann have not seen it. Let Harry save his note, then let Ann lower the value.",
    files: [{ file: "clients.conflicts", text: foundingStory }],
    streamId: "client-42",
    seen: [["ClientRegistered"], ["ClientValueUpgraded"]],
    unseen: [["ClientValueUpgraded"]],
    users: {
      Joe: ["ClientRenamed", { name: "Acme" }],
      Harry: ["MeetingNoteAdded"],
      Ann: ["ClientValueDowngraded"],
    },
  },
  {
    id: "booking",
    title: "A room on one day",
    hint: "Joe has booked 10:00, and the others have not seen it. Let Harry book 11:00, then let Ann book 10:00: the rule compares the hour.",
    files: [{ file: "booking.conflicts", text: booking }],
    streamId: "room-oak",
    seen: [["NoteAdded"]],
    unseen: [["HourBooked", { hour: "10:00" }]],
    users: {
      Joe: ["BookingCancelled", { bookingId: "b1" }],
      Harry: ["HourBooked", { hour: "11:00" }],
      Ann: ["HourBooked", { hour: "10:00" }],
    },
  },
  {
    id: "rooms",
    title: "The rooms of a building",
    hint: "Joe has booked Oak at 10:00. Let Harry move his meeting to Elm, then let Ann move hers to Oak.",
    files: [{ file: "rooms.conflicts", text: rooms }],
    streamId: "day-monday",
    seen: [["RoomReopened", { room: "Elm" }]],
    unseen: [["SlotBooked", { room: "Oak", slot: "10:00" }]],
    users: {
      Joe: ["GuestInvited"],
      Harry: ["MeetingMoved", { meetingId: "m1", "to.room": "Elm", "to.slot": "10:00" }],
      Ann: ["MeetingMoved", { meetingId: "m2", "to.room": "Oak", "to.slot": "10:00" }],
    },
  },
  {
    id: "crm",
    title: "A CRM in two files",
    hint: "Joe has merged another record into this client. Let Harry add a note, then let Ann rename the client.",
    files: [
      { file: "crm.conflicts", text: crm },
      { file: "vocabulary.conflicts", text: crmVocabulary },
    ],
    streamId: "client-42",
    seen: [["ClientRegistered"]],
    unseen: [["ClientMerged"]],
    users: {
      Joe: ["ClientTagged"],
      Harry: ["MeetingNoteAdded"],
      Ann: ["ClientRenamed", { name: "Acme" }],
    },
  },
  {
    id: "documents",
    title: "A shared document",
    hint: "Joe has edited paragraph p1. Let Harry edit p2, then let Ann delete p1.",
    files: [{ file: "documents.conflicts", text: documents }],
    streamId: "document-7",
    seen: [["BlockInserted", { after: "start", blockId: "p1" }]],
    unseen: [["BlockEdited", { blockId: "p1" }]],
    users: {
      Joe: ["TitleChanged", { title: "Minutes" }],
      Harry: ["BlockEdited", { blockId: "p2" }],
      Ann: ["BlockDeleted", { blockId: "p1" }],
    },
  },
  {
    id: "ledger",
    title: "A ledger",
    hint: "Joe has withdrawn money. Let Harry deposit some, because sums commute, then let Ann set the credit limit.",
    files: [{ file: "ledger.conflicts", text: ledger }],
    streamId: "account-100",
    seen: [["MoneyDeposited", { period: "May" }]],
    unseen: [["MoneyWithdrawn", { period: "May" }]],
    users: {
      Joe: ["PeriodClosed", { period: "May" }],
      Harry: ["MoneyDeposited", { period: "May" }],
      Ann: ["CreditLimitSet"],
    },
  },
  {
    id: "warehouse",
    title: "A warehouse",
    hint: "Joe has shipped goods. Let Harry receive some, because quantities add up, then let Ann enter what she counted.",
    files: [{ file: "warehouse.conflicts", text: warehouse }],
    streamId: "item-4711",
    seen: [["GoodsReceived"]],
    unseen: [["GoodsShipped", { orderId: "o1", "lot.id": "l1" }]],
    users: {
      Joe: ["LotBlocked", { "lot.id": "l1" }],
      Harry: ["GoodsReceived"],
      Ann: ["StockCounted"],
    },
  },
];

/** All examples. The first one is shown unless a link says otherwise. */
export const EXAMPLES: readonly [Example, ...Example[]] = OUTLINES.map((outline) => ({
  id: outline.id,
  title: outline.title,
  hint: outline.hint,
  story: storyFrom(outline),
})) as unknown as [Example, ...Example[]];

function storyFrom({ files, streamId, seen, unseen, users }: Outline): Story {
  const append = (event: Written, index: number): Action => {
    const { type, values } = draftFrom(event);
    const data = dataFrom(Object.entries(values));
    return { kind: "append", user: 0, event: { id: `event-${index + 1}`, type, data } };
  };
  const others = Object.keys(users).slice(1);
  const reads = others.map((_, index): Action => ({ kind: "read", user: index + 1 }));
  const later = unseen.map((event, index) => append(event, seen.length + index));
  const actions = [...seen.map(append), ...reads, ...later];
  return {
    files,
    streamId,
    users: Object.entries(users).map(([name, event]) => ({ name, draft: draftFrom(event) })),
    actions,
    given: actions.length,
  };
}

function draftFrom([type, values = {}]: Written): Draft {
  return { type, values };
}
