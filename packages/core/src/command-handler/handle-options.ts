/** The options for one command. */

import type { ExpectedVersion } from "../events/expected-version.ts";
import { checkExpectedVersion, checkName, checkObject, refuseUnknownKeys } from "../input/check-values.ts";
import { checkSnapshot } from "../store/check-snapshot.ts";
import type { ReadStateOptions } from "../store/evolution.ts";

/** How one command is handled. */
export interface HandleOptions<State> extends ReadStateOptions<State> {
  /**
   * The version that the user saw. The rules judge every event after it. A conflict is thrown and not retried, because the user
   * has to resolve it. If it is left out, the handler uses the version that it has just read, and after a conflict it reads
   * and decides again.
   */
  readonly expectedVersion?: ExpectedVersion | undefined;
  /**
   * The id of the command in its stream: at most 512 bytes of UTF-8, such as the `Idempotency-Key` of a request. A
   * command that is sent again with the same id is not decided again: the result is the first one, as a `duplicate`.
   *
   * The ids of the command's events are derived from it. The events get `causationId` and `correlationId` in their metadata,
   * both with the command id unless `metadata` sets them. The content of the command is not compared: another command with
   * the same id gets the result of the first one. A command that led to no event is not recorded, so it is decided again.
   */
  readonly commandId?: string | undefined;
  /** Metadata for each event of the command. Metadata of the event itself takes precedence. */
  readonly metadata?: object | undefined;
  /** Never merges over events that the decision did not see: the command is decided again. Use it to protect invariants. */
  readonly requireCurrent?: boolean | undefined;
}

/** @throws InvalidInputError for the first invalid option, with its place. */
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
