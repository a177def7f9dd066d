/** What append requests ask for besides their events, in the same transaction. */

import type { AppendOutcome, AppendRequest, TransactionScope } from "@truce/core/adapter";

import { arrayLiteral } from "../array-literal.ts";
import type { Session } from "../driver.ts";
import { recordedEvent } from "../reading/recorded-event.ts";
import type { EventRow } from "../sql/event-columns.ts";
import type { Statements } from "../statements.ts";
import { isWritten } from "./outcome.ts";

/** An append that was written. */
interface Written {
  readonly request: AppendRequest;
  readonly firstVersion: number;
  readonly lastVersion: number;
}

/**
 * Calls the functions of the appends that were written. Appends with the same function share one call.
 *
 * @throws What a function throws.
 */
export async function project(
  session: Session,
  { readWritten }: Pick<Statements, "readWritten">,
  batch: readonly AppendRequest[],
  outcomes: readonly AppendOutcome[],
  scope: TransactionScope,
): Promise<void> {
  const written = batch.flatMap((request, index): readonly Written[] => {
    const outcome = outcomes[index];
    return request.project && outcome && isWritten(outcome)
      ? [{ request, firstVersion: outcome.firstVersion, lastVersion: outcome.lastVersion }]
      : [];
  });
  for (const [work, appends] of Map.groupBy(written, ({ request }) => request.project)) {
    const rows = await session.query(readWritten, [
      arrayLiteral(appends.map(({ request }) => request.streamId)),
      arrayLiteral(appends.map(({ firstVersion }) => firstVersion)),
      arrayLiteral(appends.map(({ lastVersion }) => lastVersion)),
    ]);
    await work?.((rows as unknown as readonly EventRow[]).map(recordedEvent), scope);
  }
}
