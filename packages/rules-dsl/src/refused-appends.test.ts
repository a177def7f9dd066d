/** The error of a refused append names the file, line and reason of the rule. */

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, isTruceError, type ConflictRules } from "@truce/core";
import { describe, expect, test } from "vitest";
import { compileOrThrow } from "./compiler.ts";

const CRM = `import "shared/groups.conflicts"

/// Two people adjusted the same value.
@ClientValue conflicts @ClientValue

stream client {
  /// A client's notes are kept in order.
  override @Notes conflicts @Notes, @ClientValue
}

NoteAdded never conflicts
NotePinned never conflicts

/// Nobody works
/// on what is archived.
anything except @Notes conflicts Archived
group @Notes = NoteAdded, NotePinned
`;
const GROUPS = "group @ClientValue = Upgraded, Downgraded\n";

const rules = compileOrThrow([{ file: "rules/crm.conflicts", text: CRM }], {
  imports: [{ file: "rules/shared/groups.conflicts", text: GROUPS }],
});

/** The error message for an incoming event after a committed one. */
async function refusal(
  judging: ConflictRules,
  incoming: string,
  committed: string,
  streamId = "client-1",
): Promise<string> {
  const store = createEventStore({ adapter: memoryAdapter(), rules: judging });
  await store.append(streamId, [{ type: committed, data: {} }], { expectedVersion: 0 });
  try {
    await store.append(streamId, [{ type: incoming, data: {} }], { expectedVersion: 0 });
    return "merged";
  } catch (error) {
    if (isTruceError(error, "conflict")) return error.message;
    throw error;
  }
}

describe("a refused append names file, line and reason", () => {
  test("of a rule about groups that another file defines", async () => {
    expect(await refusal(rules, "Upgraded", "Downgraded")).toContain(
      "by rule Upgraded conflicts Downgraded (rules/crm.conflicts:4: Two people adjusted the same value.)",
    );
  });

  test("of a rule in a stream block, in streams of that category only", async () => {
    expect(await refusal(rules, "NoteAdded", "Upgraded")).toContain(
      "(rules/crm.conflicts:8: A client's notes are kept in order.)",
    );
    expect(await refusal(rules, "NoteAdded", "Upgraded", "order-1")).toBe("merged");
  });

  test("of a barrier, with all lines of its reason", async () => {
    expect(await refusal(rules, "Upgraded", "Archived")).toContain(
      "by rule anything except NoteAdded, NotePinned conflicts Archived " +
        "(rules/crm.conflicts:16: Nobody works\non what is archived.)",
    );
  });

  test("of a type that never conflicts, whose registration has the location", () => {
    expect(
      rules.registrations.find(({ type, category }) => type === "NoteAdded" && category === null),
    ).toEqual({
      type: "NoteAdded",
      category: null,
      reason: null,
      source: { file: "rules/crm.conflicts", line: 11, column: 1 },
    });
  });
});
