/** What `truce init` writes: a file to try things out with, that has nothing to complain of. */

export const FIRST_FILE = `language 1

// Each line is a decision: what an incoming event conflicts with, when others were committed in the meantime.
// A type without a rule of its own conflicts with everything.

/// Two people adjusted the same price.
PriceRaised  conflicts PriceRaised, PriceLowered
PriceLowered conflicts PriceRaised, PriceLowered

/// Notes never get in each other's way.
NoteAdded never conflicts

/// A seat is taken once; other seats do not matter.
SeatBooked conflicts SeatBooked on seatId

/// Nothing is changed any more once it is closed, except for notes.
anything except NoteAdded conflicts AccountClosed
AccountClosed conflicts anything except NoteAdded
`;
