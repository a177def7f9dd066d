/** What an append claims to have seen. */

/**
 * What the caller last saw of the stream.
 *
 * - a number: the version, that is the number of events, with 0 for an empty stream. An append that is behind is held
 *   against the conflict rules; a version above the stream's own is always refused.
 * - `"any"`: the caller does not care; the append never fails for a version and conflicts with nothing.
 * - `"noStream"`: the stream must be empty; never merged.
 * - `"streamExists"`: the stream must hold at least one event; never merged.
 */
export type ExpectedVersion = number | "any" | "noStream" | "streamExists";
