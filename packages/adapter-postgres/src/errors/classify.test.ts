import { expect, test } from "vitest";

import { classify, ConnectError, endsSession } from "./classify.ts";

function withCode(code: string | undefined): Error {
  return Object.assign(new Error("unread"), code === undefined ? {} : { code });
}

test.for([
  ["40001", "unavailable", "unavailable"],
  ["40P01", "unavailable", "unavailable"],
  ["55P03", "unavailable", "unavailable"],
  ["57014", "unavailable", "unavailable"],
  ["25006", "unavailable", "unavailable"],
  ["53100", "unavailable", "unavailable"],
  ["53200", "unavailable", "unavailable"],
  ["53300", "unavailable", "unavailable"],
  ["57P01", "outcome-unknown", "unavailable"],
  ["57P02", "outcome-unknown", "unavailable"],
  ["57P05", "outcome-unknown", "unavailable"],
  ["08006", "outcome-unknown", "unavailable"],
  ["ECONNRESET", "outcome-unknown", "unavailable"],
  ["EPIPE", "outcome-unknown", "unavailable"],
  ["ETIMEDOUT", "outcome-unknown", "unavailable"],
  [undefined, "outcome-unknown", "unavailable"],
  ["22P02", "data-refused", "data-refused"],
  ["22021", "data-refused", "data-refused"],
  ["23514", "data-refused", "data-refused"],
  ["54000", "data-refused", "data-refused"],
  ["23505", "damaged-history", "damaged-history"],
  ["TRC01", "unsupported-isolation", "unsupported-isolation"],
  ["TRC02", "damaged-history", "damaged-history"],
  ["25P01", "no-transaction", "no-transaction"],
  ["25P02", "no-transaction", "no-transaction"],
  ["42501", "permission-denied", "permission-denied"],
  ["3F000", "schema-missing", "schema-missing"],
  ["42P01", "schema-missing", "schema-missing"],
  ["42883", "schema-missing", "schema-missing"],
  ["XX000", "database-error", "database-error"],
] as const)("%s means '%s' to an append, '%s' to a read", ([code, appending, reading]) => {
  const cause = withCode(code);
  expect(classify(cause, "appending")).toMatchObject({ code: appending, cause });
  expect(classify(cause, "reading")).toMatchObject({ code: reading, cause });
});

test.for([
  ["ECONNREFUSED", "unavailable"],
  ["ENOTFOUND", "unavailable"],
  ["57P03", "unavailable"],
  ["53300", "unavailable"],
  [undefined, "unavailable"],
  ["28P01", "connection-refused"],
  ["28000", "connection-refused"],
  ["3D000", "connection-refused"],
] as const)("%s while connecting means '%s': nothing was sent", ([code, expected]) => {
  const cause = withCode(code);
  expect(classify(new ConnectError("", { cause }), "appending")).toMatchObject({ code: expected, cause });
});

test("a connection is used again only after an error of a statement", () => {
  expect(["22P02", "40P01", "TRC02"].map((code) => endsSession(withCode(code)))).toEqual([
    false,
    false,
    false,
  ]);
  expect(["57P01", "08006", "EPIPE", undefined].map((code) => endsSession(withCode(code)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
});
