/** Around the SQL: group commit, transactions, connections, and what errors mean. */

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
    name: "a prepared statement that is gone fails the call",
    find: 'if (statement.name === null || !LOST_PREPARED.has(sqlState(error) ?? "")) throw error;',
    replace: "throw error;",
    tests: integrationTests("prepared-statements"),
  },
  {
    ...adapter,
    name: "statements are prepared on a client of the caller's",
    find: "const unprepared = statementsFor(settings.schema, false);",
    replace: "const unprepared = statements;",
    tests: integrationTests("prepared-statements"),
  },
  {
    file: "packages/adapter-postgres/src/sql/read-stream.ts",
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
        tellingRuleSets(context, () => appendBatch(session, batch, context, lockPatience)),
      ),`,
    replace: `driver.use(async (session) => {
        await session.script("BEGIN");
        const early = await appendBatch(session, batch, context, lockPatience);
        session.script("COMMIT").catch(() => {});
        return early;
      }),`,
    tests: faults,
  },
  {
    ...adapter,
    name: "close cuts off what is under way",
    find: "appends.idle().then(() => driver.close())",
    replace: "driver.close()",
    tests: integrationTests("closing"),
  },
  {
    ...adapter,
    name: "a poisoned append fails all of its batch",
    find: "error instanceof DataRefusedError ||",
    replace: "",
    tests: faults,
  },
  {
    ...groupCommit,
    name: "after a lost connection everybody is sent again, one by one",
    find: "if (batch.length > 1 && carrier.concernsOne(error))",
    replace: "if (batch.length > 1)",
  },
  {
    ...groupCommit,
    name: "everybody is told what the first was told",
    find: "resolve(outcomes[index] as AppendOutcome)",
    replace: "resolve(outcomes[index * 0] as AppendOutcome)",
  },
  {
    ...groupCommit,
    name: "appends that wait overtake each other",
    find: "waiting.push(one);",
    replace: "waiting.unshift(one);",
  },
  {
    ...groupCommit,
    name: "an append that is too large for a batch is dropped",
    find: "      await settleImpatiently(batch);\n",
    replace: "      await settleImpatiently(batch.slice(0, 2));\n",
  },
  {
    ...groupCommit,
    name: "those who wait for a held stream keep everybody waiting",
    find: "if (!waitedFor.has(streamId)) void waitFor(streamId);",
    replace: "if (!waitedFor.has(streamId)) waiting.unshift(...(held.get(streamId) ?? []));",
  },
  {
    ...groupCommit,
    name: "the good ones of a poisoned batch go behind those who came later",
    find: 'if (end === "poisoned") waiting.unshift(',
    replace: 'if (end === "poisoned") waiting.push(',
  },
  {
    ...groupCommit,
    name: "those who waited already do not know that their stream is held",
    find: "[...ofStream, ...waiting.filter(isOfStream)]",
    replace: "[...ofStream]",
  },
  {
    ...groupCommit,
    name: "who joins a held stream is forgotten",
    find: "while (ofStream.length > 0) {",
    replace: "if (ofStream.length > 0) {",
  },
  {
    ...groupCommit,
    name: "as many connections as there are held streams are taken",
    find: "if (waitedFor.size === PATIENT_CALLS) return;",
    replace: "",
  },
  {
    ...adapter,
    name: "a held stream holds up everybody",
    find: 'error.cause) === "55P03"',
    replace: 'error.cause) === "55P99"',
    tests: integrationTests("held-streams"),
  },
  {
    ...inside,
    name: "without a transaction, an append is committed behind the caller's back",
    find: 'await session.script("SAVEPOINT truce_append");',
    replace: 'await session.script("SELECT 1");',
    and: [{ find: 'await session.script("RELEASE SAVEPOINT truce_append");', replace: "" }],
    tests: transactions,
  },
  {
    ...inside,
    name: "an append that fails spoils the caller's transaction",
    find: "if (!endsSession(error))",
    replace: "if (endsSession(error))",
    tests: transactions,
  },
  {
    ...driver,
    name: "a broken connection goes back to the pool",
    find: "isBroken ||= endsSession(error);",
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
    name: "a broken pipe is an error of a statement",
    find: '  "EPIPE",\n',
    replace: "",
  },
  {
    ...classify,
    name: "a server that can't be reached leaves the outcome unknown",
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
    name: "a schema's name can hold SQL",
    find: "!ALLOWED.test(name)",
    replace: 'name === ""',
    tests: unitTests("sql/schema-name"),
  },
];
