/** How one command is handled. */

import type { ExpectedVersion } from "../events/expected-version.ts";
import { checkExpectedVersion, checkName, checkObject, refuseUnknownKeys } from "../input/check-values.ts";
import { checkSnapshot } from "../store/check-snapshot.ts";
import type { ReadStateOptions } from "../store/evolution.ts";

/** How one command is handled. */
export interface HandleOptions<State> extends ReadStateOptions<State> {
  /**
   * What the user saw. The rules judge everything after it, and a conflict is the user's to resolve: it is thrown, not
   * retried. Left out, the version is the one that the handler itself has just read, and on a conflict it reads and
   * decides again.
   */
  readonly expectedVersion?: ExpectedVersion | undefined;
  /**
   * Identity of the command in its stream: at most 512 bytes of UTF-8, such as the `Idempotency-Key` of a request. A
   * command that is sent again with the same id is not decided again. Its answer is the first one's, as a `duplicate`.
   *
   * The ids of the command's events follow from it, and they get `causationId` and `correlationId` in their metadata: both
   * are the command id, unless `metadata` says otherwise. The id stands for the command: another command under the same
   * id gets the first one's answer. A command that led to no event leaves no trace, and is decided again.
   */
  readonly commandId?: string | undefined;
  /** Metadata for each event of the command. What an event has in its own metadata wins. */
  readonly metadata?: object | undefined;
  /** Refuses to merge over events that the decision did not see, and decides again instead: for invariants. */
  readonly requireCurrent?: boolean | undefined;
}

/** @throws InvalidInputError for the first thing that is wrong, with its place. */
export function checkHandleOptions<State>(options: unknown, initialState: () => State): HandleOptions<State> {
  const {
    expectedVersion,
    commandId,
    metadata,
    requireCurrent = false,
    snapshot,
    ...unknown
  } = checkObject(options, "options");
  refuseUnknownKeys(unknown, "options");
  if (commandId !== undefined) checkName(commandId, "options.commandId");
  return {
    expectedVersion:
      expectedVersion === undefined
        ? undefined
        : checkExpectedVersion(expectedVersion, "options.expectedVersion"),
    commandId,
    metadata: metadata === undefined ? undefined : checkObject(metadata, "options.metadata"),
    requireCurrent: Boolean(requireCurrent),
    snapshot: snapshot === undefined ? undefined : checkSnapshot(snapshot, initialState()),
  };
}
