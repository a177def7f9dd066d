/** Whatever users do at once, and however old their screens are: no hour is booked twice, and the tables agree with the log. */

import { memoryAdapter } from "@truce/adapter-memory";
import { createCommandHandler, createEventStore, isTruceError, memoryTable, projectInto } from "@truce/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { NotPossible, roomDecider, type RoomCommand } from "./domain/room-decider.ts";
import { HOURS, roomStream, type RoomEvent } from "./domain/room-event.ts";
import { board, emptyBoard, type Board } from "./projections/board.ts";
import { people, type Person } from "./projections/people.ts";
import { loadRules } from "./rules.ts";

const rules = await loadRules();

const by = fc.constantFrom("Ann", "Bob", "Eve");
/** The number of a booking. */
const bookingId = fc.nat(8).map(String);
const hours = fc
  .tuple(fc.nat(3), fc.integer({ min: 1, max: 3 }))
  .map(([first, count]) => HOURS.slice(first, first + count));
const command = fc.oneof(
  fc.record({ type: fc.constant("Book" as const), bookingId: fc.constant(""), hours, by }),
  fc.record({ type: fc.constant("Cancel" as const), bookingId, by }),
  fc.record({ type: fc.constant("AddNote" as const), note: fc.constant("warm"), by }),
);
/** Commands that are sent at the same time, each with how many events its user is behind. */
const rounds = fc.array(fc.array(fc.record({ command, behind: fc.nat(4) }), { minLength: 1, maxLength: 4 }), {
  maxLength: 8,
});

it("keeps every hour to one booking, and the tables up to date", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (plan) => {
      const boards = memoryTable<Board>();
      const persons = memoryTable<Person>();
      const store = createEventStore<RoomEvent>({
        adapter: memoryAdapter(),
        rules,
        projections: [projectInto(board, boards), projectInto(people, persons)],
      });
      const handle = createCommandHandler({ store, decider: roomDecider, streamId: roomStream });
      const send = async (one: RoomCommand, expectedVersion: number) => {
        try {
          await handle("Oak", one, { expectedVersion });
        } catch (error) {
          if (!(error instanceof NotPossible) && !isTruceError(error, "conflict")) throw error;
        }
      };
      let sent = 0;
      for (const round of plan) {
        const version = await store.streamVersion("room-Oak");
        await Promise.all(
          round.map(({ command: one, behind }) => {
            const numbered = one.type === "Book" ? { ...one, bookingId: `${sent++}` } : one;
            return send(numbered, Math.max(0, version - behind));
          }),
        );
      }

      const taken = new Map<string, string>();
      const booked = new Map<string, number>();
      let notes = 0;
      for await (const { type, data } of store.readStream("room-Oak")) {
        if (type === "HourBooked") {
          expect(taken.has(data.hour), data.hour).toBe(false);
          taken.set(data.hour, data.bookingId);
          booked.set(data.by, (booked.get(data.by) ?? 0) + 1);
        } else if (type === "BookingCancelled") {
          const cancelled = [...taken].filter(([, id]) => id === data.bookingId);
          expect(cancelled).toHaveLength(data.hours);
          for (const [hour] of cancelled) taken.delete(hour);
          booked.set(data.bookedBy, (booked.get(data.bookedBy) ?? 0) - data.hours);
        } else notes++;
      }
      const shown = boards.rows.get("room-Oak") ?? emptyBoard;
      expect(shown.version).toBe(await store.streamVersion("room-Oak"));
      expect(new Map(shown.bookings.map(({ hour, bookingId: id }) => [hour, id]))).toEqual(taken);
      expect(shown.notes).toHaveLength(notes);
      expect(new Map([...persons.rows].map(([name, row]) => [name, row.hours]))).toEqual(
        new Map([...booked].filter(([, count]) => count > 0)),
      );
    }),
  );
});
