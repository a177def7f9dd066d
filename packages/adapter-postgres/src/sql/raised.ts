/** What the SQL functions raise where there is no answer to give: SQLSTATEs of our own, class TR. */
export const RAISED = {
  /** The transaction is not READ COMMITTED. */
  unsupportedIsolation: "TRC01",
  /** A stream does not hold all of its events, or hides some. */
  historyIncomplete: "TRC02",
  /** A rule set is referred to by its fingerprint but is not stored. */
  ruleSetMissing: "TRC03",
} as const;
