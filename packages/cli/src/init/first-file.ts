/** What `truce init` writes: a file to try things out with, formatted, and with nothing to complain of. */

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
