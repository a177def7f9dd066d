/**
 * Fulfilled once everything that follows at once from settled promises has run, and everything that was handed to the
 * network or to a later turn has begun.
 */
export function nextTurn(): Promise<void> {
  // Browsers have no setImmediate. PGlite, which is all that runs there, gains nothing from the wait.
  return new Promise((resolve) => (typeof setImmediate === "function" ? setImmediate(resolve) : resolve()));
}
