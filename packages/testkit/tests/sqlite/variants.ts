/** Wrong variants of the SQLite adapter, and how the suite must report each of them. */

export interface Variant {
  readonly name: string;
  /** Texts that occur once in the adapter's source, and their replacements. */
  readonly changes: readonly (readonly [find: string, replace: string])[];
  /** A theme that must fail. */
  readonly theme: string;
  /** Texts that the message of one of its failures must contain. */
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
  { name: "unchanged", changes: [], theme: "", words: [] },
  {
    name: "no transaction at all",
    changes: WITHOUT_TRANSACTION,
    theme: "atomicity",
    words: ["an append that died half-way has left no event", "use one transaction", '"type": "C"'],
  },
  {
    name: "no transaction, and a pause between the check and the write",
    changes: [...WITHOUT_TRANSACTION, ...AWAIT_BEFORE_WRITE],
    theme: "concurrency",
    words: ["one atomic step"],
  },
  {
    name: "no transaction, a pause between the check and the write, and no unique constraint",
    changes: [
      ...WITHOUT_TRANSACTION,
      ...AWAIT_BEFORE_WRITE,
      ["rules TEXT, UNIQUE (stream_id, version), UNIQUE (stream_id, id)", "rules TEXT"],
    ],
    theme: "concurrency",
    words: ["one atomic step"],
  },
  {
    name: "a locked database is an unclassified error",
    changes: [["BUSY.has(errcode)", "false"]],
    theme: "faults",
    words: ["database is locked", "throw UnavailableError if certainly nothing was written"],
  },
  {
    name: "the event at the seen version counts as unseen",
    changes: [["event.version > checkAfter &&", "event.version >= checkAfter &&"]],
    theme: "merging",
    words: ["step 3", "`checkAfter` (not at it)", "the last append", "its outcome"],
  },
  {
    name: "the first unseen event is skipped",
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
    name: "a repeated append is not recognised",
    changes: [["repetition(stream, request) ?? wrongVersion", "wrongVersion"]],
    theme: "idempotency",
    words: ["step 1, before all others"],
  },
  {
    name: "a repeated append is recognised only after the check for conflicts",
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
    name: "'noStream' is accepted for an existing stream",
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
    name: "reading a stream ignores the event id",
    changes: [[".filter(({ id }) => eventId === undefined || id === eventId)", ""]],
    theme: "reading streams",
    words: ["readStream yields the events of one stream"],
  },
];

/** Applies a variant to the adapter's source. */
export function vary(source: string, { name, changes }: Variant): string {
  return changes.reduce((text, [find, replace]) => {
    if (text.split(find).length !== 2) throw new Error(`variant '${name}' is out of date: ${find}`);
    return text.replace(find, () => replace);
  }, source);
}
