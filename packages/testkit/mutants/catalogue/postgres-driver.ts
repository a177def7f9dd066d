/** The code around the SQL: group commit, transactions, connections, and the classification of errors. */

import type { Mutant } from "../mutant.ts";
import { integrationTests, unitTests } from "./postgres-tests.ts";

const groupCommit = {
  file: "packages/adapter-postgres/src/append/group-commit.ts",
  suite: "postgres",
  tests: unitTests("append/group-commit", "append/group-commit.property"),
} as const;
const adapter = { file: "packages/adapter-postgres/src/postgres-adapter.ts", suite: "postgres" } as const;
const inside = { file: "packages/adapter-postgres/src/transaction-adapter.ts", suite: "postgres" } as const;
const driver = { file: "packages/adapter-postgres/src/drivers/pg.ts", suite: "postgres" } as const;
const classify = {
  file: "packages/adapter-postgres/src/errors/classify.ts",
  suite: "postgres",
  tests: unitTests("errors/classify"),
} as const;

const faults = integrationTests("faults");
const transactions = integrationTests("transactions");

const readCommitted = {
  file: "packages/adapter-postgres/src/sql/read-committed.ts",
  suite: "postgres",
} as const;

export const postgresDriverMutants: readonly Mutant[] = [
  {
    ...readCommitted,
    name: "the procedure leaves the isolation level as it is",
    find: "  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;\n",
    replace: "",
    tests: integrationTests("isolation"),
  },
  {
    ...driver,
    name: "sessions at another isolation level are refused",
    find: "if (sqlState(error) !== RAISED.unsupportedIsolation) throw error;",
    replace: "throw error;",
    tests: integrationTests("isolation"),
  },
  {
    ...driver,
    name: "a prepared statement that no longer exists fails the call",
    find: 'if (statement.name === null || !LOST_PREPARED.has(sqlState(error) ?? "")) throw error;',
    replace: "throw error;",
    tests: integrationTests("prepared-statements"),
  },
  {
    ...adapter,
    name: "statements are prepared on the caller's client",
    find: "const unprepared = statementsFor(settings.schema, false);",
    replace: "const unprepared = statements;",
    tests: integrationTests("prepared-statements"),
  },
  {
    file: "packages/adapter-postgres/src/sql/queries.ts",
    suite: "postgres",
    name: "an event is found by its id in another stream",
    find: "WHERE e.stream_id = $1::text AND e.id = $2::text",
    replace: "WHERE $1::text IS NOT NULL AND e.id = $2::text",
    tests: integrationTests("conformance-postgres"),
  },
  {
    ...adapter,
    name: "an append is acknowledged before its commit",
    find: `driver.use((session) =>
            withRuleSetResend(context, () => appendBatch(session, batch, context, lockTimeoutMs)),
          ),`,
    replace: `driver.use(async (session) => {
        await session.script("BEGIN");
        const early = await appendBatch(session, batch, context, lockTimeoutMs);
        session.script("COMMIT").catch(() => {});
        return early;
      }),`,
    tests: faults,
  },
  {
    ...adapter,
    name: "close interrupts calls that are running",
    find: "closing ??= appends.idle().then(() => {",
    replace: "closing ??= Promise.resolve().then(() => {",
    tests: integrationTests("closing"),
  },
  {
    ...adapter,
    name: "an invalid append fails its whole batch",
    find: "error instanceof DataRefusedError ||",
    replace: "",
    tests: faults,
  },
  {
    ...groupCommit,
    name: "after a lost connection all appends are sent again one by one",
    find: "if (batch.length > 1 && executor.mayBeOneAppend(error))",
    replace: "if (batch.length > 1)",
  },
  {
    ...groupCommit,
    name: "every append of a batch gets the outcome of the first",
    find: "resolve(outcomes[index] as AppendOutcome)",
    replace: "resolve(outcomes[index * 0] as AppendOutcome)",
  },
  {
    ...groupCommit,
    name: "waiting appends overtake each other",
    find: "queue.push(one);",
    replace: "queue.unshift(one);",
  },
  {
    ...groupCommit,
    name: "an append that is too large for a batch is dropped",
    find: "      await sendWithoutBlocking(batch);\n",
    replace: "      await sendWithoutBlocking(batch.slice(0, 2));\n",
  },
  {
    ...groupCommit,
    name: "appends to a locked stream make all others wait",
    find: "if (!blocking.has(streamId)) void sendBlocking(streamId);",
    replace: "if (!blocking.has(streamId)) queue.unshift(...(held.get(streamId) ?? []));",
  },
  {
    ...groupCommit,
    name: "after an invalid append the others of its batch are queued behind later appends",
    find: 'if (end === "poisoned") queue.unshift(',
    replace: 'if (end === "poisoned") queue.push(',
  },
  {
    ...groupCommit,
    name: "queued appends stay in the queue although their stream is locked",
    find: "[...ofStream, ...queue.filter(isOfStream)]",
    replace: "[...ofStream]",
  },
  {
    ...groupCommit,
    name: "appends that arrive while their stream is locked are forgotten",
    find: "while (ofStream.length > 0) {",
    replace: "if (ofStream.length > 0) {",
  },
  {
    ...groupCommit,
    name: "every locked stream takes a connection",
    find: "if (blocking.size === MAX_BLOCKING_CALLS) return;",
    replace: "",
  },
  {
    ...adapter,
    name: "a locked stream delays appends to all others",
    find: 'error.cause) === "55P03"',
    replace: 'error.cause) === "55P99"',
    tests: integrationTests("held-streams"),
  },
  {
    ...inside,
    name: "without a transaction of the caller, an append is committed anyway",
    find: 'await session.script("SAVEPOINT truce_append");',
    replace: 'await session.script("SELECT 1");',
    and: [{ find: 'await session.script("RELEASE SAVEPOINT truce_append");', replace: "" }],
    tests: transactions,
  },
  {
    ...inside,
    name: "a failed append aborts the caller's transaction",
    find: "if (isTruceError(error) || !endsSession(error))",
    replace: "if (isTruceError(error) || endsSession(error))",
    tests: transactions,
  },
  {
    ...driver,
    name: "a broken connection goes back to the pool",
    find: "isBroken ||= !(error instanceof RollBack) && endsSession(error);",
    replace: "isBroken = false;",
    tests: faults,
  },
  {
    ...classify,
    name: "a connection that was lost during an append means that nothing was written",
    find: 'return doing === "appending"',
    replace: 'return doing === "inside a transaction"',
    tests: [...unitTests("errors/classify"), ...faults],
  },
  {
    ...classify,
    name: "a server that was shut down means that nothing was written",
    find: 'new Set(["57P01", "57P02", "57P04",',
    replace: 'new Set(["57P04",',
  },
  {
    ...classify,
    name: "a broken pipe counts as an error of a statement",
    find: '  "EPIPE",\n',
    replace: "",
  },
  {
    ...classify,
    name: "an unreachable server leaves the outcome unknown",
    find: "if (error instanceof ConnectError) return connectError(error);",
    replace: "",
  },
  {
    file: "packages/adapter-postgres/src/append/append-batch.ts",
    suite: "postgres",
    name: "a rule set that the store has lost is never sent again",
    find: "storedRuleSets.clear();",
    replace: "throw error;",
    tests: integrationTests("rule-sets"),
  },
  {
    file: "packages/adapter-postgres/src/sql/schema-name.ts",
    suite: "postgres",
    name: "a schema name can contain SQL",
    find: "!ALLOWED.test(name)",
    replace: 'name === ""',
    tests: unitTests("sql/schema-name"),
  },
];
