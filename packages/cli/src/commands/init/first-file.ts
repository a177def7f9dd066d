/** The files that `truce init` writes: formatted rules without problems, and tests that pass. */

export const FIRST_FILE = `language 1

// Each line says which events, committed in the meantime, an incoming event conflicts with.
// A type without a line of its own conflicts with everything.

events PriceRaised, PriceLowered, NoteAdded, SeatBooked, AccountClosed

group @Price = PriceRaised, PriceLowered

/// Two people changed the same price.
@Price conflicts @Price

/// Notes never conflict.
NoteAdded never conflicts

/// A seat is taken once. Other seats do not matter.
SeatBooked conflicts SeatBooked on seatId

/// A closed account does not change any more, but notes are still allowed.
anything except NoteAdded conflicts AccountClosed
AccountClosed conflicts anything except NoteAdded
`;

/** Tests of the first file. They exercise every rule, so `truce test --coverage` passes too. */
export const FIRST_TESTS = `version: 1

# A case checks each incoming event against each committed one, so a list stands for several cases.

cases:
  - name: two people change the same price
    incoming: [PriceRaised, PriceLowered]
    committed: [PriceRaised, PriceLowered]
    expect: conflict
    because: the same price

  - name: a note never conflicts
    incoming: NoteAdded
    committed: [PriceRaised, NoteAdded, SeatBooked, AccountClosed]
    expect: compatible

  - name: two people book the same seat
    incoming: { type: SeatBooked, data: { seatId: 7A } }
    committed: { type: SeatBooked, data: { seatId: 7A } }
    expect: conflict
    because: A seat is taken once

  - name: two people book different seats
    incoming: { type: SeatBooked, data: { seatId: 7A } }
    committed: { type: SeatBooked, data: { seatId: 7B } }
    expect: compatible

  - name: nothing changes after the account was closed
    incoming: [PriceRaised, SeatBooked, AccountClosed]
    committed: AccountClosed
    expect: conflict

  - name: an account that changed in the meantime is not closed
    incoming: AccountClosed
    committed: [PriceRaised, SeatBooked]
    expect: conflict
`;
