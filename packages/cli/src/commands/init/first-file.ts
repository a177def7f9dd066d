/** What `truce init` writes: a file to try things out with, formatted and without problems, and tests that pass. */

export const FIRST_FILE = `language 1

// A line is a decision: what an incoming event conflicts with, among those that others committed in the meantime.
// A type that is the subject of no line conflicts with everything.

events PriceRaised, PriceLowered, NoteAdded, SeatBooked, AccountClosed

group @Price = PriceRaised, PriceLowered

/// Two people changed the same price.
@Price conflicts @Price

/// Notes never get in each other's way.
NoteAdded never conflicts

/// A seat is taken once. Other seats do not matter.
SeatBooked conflicts SeatBooked on seatId

/// Once it is closed, nothing is changed any more; notes are still welcome.
anything except NoteAdded conflicts AccountClosed
AccountClosed conflicts anything except NoteAdded
`;

/** Tests of the first file. They name every rule, so that `truce test --coverage` passes too. */
export const FIRST_TESTS = `version: 1

# A case checks every incoming event against every committed one. A list stands for as many cases.

cases:
  - name: two people change the same price
    incoming: [PriceRaised, PriceLowered]
    committed: [PriceRaised, PriceLowered]
    expect: conflict
    because: the same price

  - name: a note is always welcome
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

  - name: the account has changed, so look again before you close it
    incoming: AccountClosed
    committed: [PriceRaised, SeatBooked]
    expect: conflict
`;
