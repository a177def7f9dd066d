/** The version of a stream that an append expects. */

/**
 * What the caller last saw of the stream.
 *
 * - a number: the stream's version, which is its number of events; 0 for an empty stream. If the stream has newer events,
 *   the conflict rules judge the append. A number above the stream's version is always refused.
 * - `"any"`: the version does not matter. The append is never refused because of the version, and conflicts with nothing.
 * - `"noStream"`: the stream must be empty; never merged.
 * - `"streamExists"`: the stream must have at least one event; never merged.
 */
export type ExpectedVersion = number | "any" | "noStream" | "streamExists";
