/** Wrong variants of the SQLite adapter, and the words that the suite must find for each. */

/** A wrong variant. */
export interface Variant {
  readonly name: string;
  /** Texts of the adapter, each of which stands there once, and what is there instead. */
  readonly changes: readonly (readonly [find: string, replace: string])[];
  /** A theme that must fail. */
  readonly theme: string;
  /** What must be in the message of one of its failures. */
  readonly words: readonly string[];
}

const WITHOUT_TRANSACTION = [
  ['database.exec("BEGIN IMMEDIATE");', ""],
  ['database.exec("COMMIT");', ""],
] as const;
const AWAIT_BEFORE_WRITE = [
  ["if (refusal) return refusal;", "if (refusal) return refusal; await new Promise(setImmediate);"],
  ["const turn = last.then(work);", "const turn = work();"],
] as const;

export const variants: readonly Variant[] = [
  { name: "right", changes: [], theme: "", words: [] },
  {
    name: "no transaction at all",
    changes: WITHOUT_TRANSACTION,
    theme: "whole appends",
    words: ["no event of an append that died half-way is there", "use one transaction", '"type": "C"'],
  },
  {
    name: "the write waits after the check, without a transaction",
    changes: [...WITHOUT_TRANSACTION, ...AWAIT_BEFORE_WRITE],
    theme: "concurrency",
    words: ["one atomic step"],
  },
  {
    name: "the same without a unique constraint",
    changes: [
      ...WITHOUT_TRANSACTION,
      ...AWAIT_BEFORE_WRITE,
      ["rules TEXT, UNIQUE (stream_id, version), UNIQUE (stream_id, id)", "rules TEXT"],
    ],
    theme: "concurrency",
    words: ["one atomic step"],
  },
  {
    name: "a locked database is an error like any other",
    changes: [["BUSY.has(errcode)", "false"]],
    theme: "faults",
    words: ["database is locked", "throw UnavailableError if nothing was written"],
  },
  {
    name: "the event at the version that was seen counts",
    changes: [["event.version > checkAfter &&", "event.version >= checkAfter &&"]],
    theme: "merging",
    words: ["step 3", "`checkAfter` (not at it)", "the last append", "its answer"],
  },
  {
    name: "the first event that was not seen is missed",
    changes: [["event.version > checkAfter &&", "event.version > checkAfter + 1 &&"]],
    theme: "merging",
    words: ["step 3"],
  },
  {
    name: "an append that is only looked up is written",
    changes: [['mode === "look-up" ||', ""]],
    theme: "versions",
    words: ["step 2", "`mode` is `look-up`"],
  },
  {
    name: "the same append again is not recognised",
    changes: [["repetition(stream, request) ?? wrongVersion", "wrongVersion"]],
    theme: "idempotency",
    words: ["step 1, before all others"],
  },
  {
    name: "the same append again is recognised after the check for conflicts",
    changes: [
      [
        "repetition(stream, request) ?? wrongVersion(stream.length, request) ?? conflict(stream, request);",
        "wrongVersion(stream.length, request) ?? conflict(stream, request) ?? repetition(stream, request);",
      ],
    ],
    theme: "idempotency",
    words: ["step 1, before all others"],
  },
  {
    name: "a stream that exists is created again",
    changes: [['(expectedVersion === "noStream" && version > 0) ||', ""]],
    theme: "versions",
    words: ["step 2"],
  },
  {
    name: "the stream is read before the transaction begins",
    changes: [
      ["const stream = streamOf(request.streamId);\n", ""],
      [
        "async function append(request: AppendRequest)",
        "async function append(request: AppendRequest, stream: readonly RecordedEvent[])",
      ],
      [
        "return await inTurn(() => inTransaction(() => append(request)));",
        "const before = streamOf(request.streamId);\n      return await inTurn(() => inTransaction(() => append(request, before)));",
      ],
    ],
    theme: "concurrency",
    words: ["one atomic step"],
  },
  {
    name: "an event is found in every stream",
    changes: [[".filter(({ id }) => eventId === undefined || id === eventId)", ""]],
    theme: "reading streams",
    words: ["readStream gives the events of one stream"],
  },
];

/** The adapter's source as the variant has it. */
export function vary(source: string, { name, changes }: Variant): string {
  return changes.reduce((text, [find, replace]) => {
    if (text.split(find).length !== 2) throw new Error(`variant '${name}' is out of date: ${find}`);
    return text.replace(find, () => replace);
  }, source);
}
