/** Checks the arguments of an append and turns them into a request for the adapter. */

import type { AppendRequest } from "../adapter/storage-adapter.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event } from "../events/event.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { categoryOf } from "../events/stream-id.ts";
import { checkEvents } from "../input/check-append.ts";
import {
  checkExpectedVersion,
  checkName,
  checkObject,
  checkVersion,
  refuseUnknownKeys,
} from "../input/check-values.ts";
import type { Limits } from "../input/limits.ts";
import { newId } from "../input/new-id.ts";
import type { MatchableEvent } from "../rules/matcher.ts";
import { partiallyEvaluate } from "../rules/partial-evaluation.ts";
import { checkTypeOfToday } from "../upcasters/check-type.ts";
import { storedTypeOf } from "../upcasters/upcasters.ts";
import type { StoreContext } from "./store-context.ts";
import type { AppendOptions } from "./event-store.ts";

/** The arguments of an append. */
export interface AppendArguments {
  readonly streamId: string;
  readonly events: readonly Event[];
  readonly options: AppendOptions;
}

/** What a store has decided for all its appends. */
export interface AppendSettings extends Pick<StoreContext, "storedRules" | "upcasters"> {
  readonly limits: Limits;
  readonly project: AppendRequest["project"];
}

/** An append that was checked and whose rules were partially evaluated. It has not been sent to the adapter yet. */
export interface PreparedAppend {
  readonly request: AppendRequest;
  /** The events with today's types. In the request they have their stored types. */
  readonly incoming: readonly MatchableEvent[];
  /** True if the matchers mean exactly what the rules mean. False if a rule has a free predicate. */
  readonly exact: boolean;
  /** The version of the state that the events were decided on, if the append may be written only there. */
  readonly decisionVersion: number | undefined;
}

/** @throws InvalidInputError for the first invalid argument, with its place. */
export function prepareAppend(
  { storedRules: rules, upcasters, limits, project }: AppendSettings,
  { streamId, events, options }: AppendArguments,
): PreparedAppend {
  checkName(streamId, "streamId");
  const { expectedVersion: claimed, decisionVersion, ...unknown } = checkObject(options, "options");
  refuseUnknownKeys(unknown, "options");
  const expectedVersion = checkExpectedVersion(claimed, "options.expectedVersion");
  checkDecisionVersion(decisionVersion, expectedVersion);
  const checked = checkEvents(events, limits);
  const incoming = checked.map(({ matchable }) => matchable);
  incoming.forEach(({ type }, index) => checkTypeOfToday(upcasters, type, `events[${index}].type`));
  const asStored = <Named extends { readonly type: string }>(event: Named): Named => {
    const type = storedTypeOf(upcasters, event.type);
    return type === event.type ? event : { ...event, type };
  };
  const { conflictsWith, exact } = partiallyEvaluate(rules, categoryOf(streamId), incoming.map(asStored));
  const request: AppendRequest = {
    mode: "write",
    streamId,
    events: checked.map(({ record }) => asStored(record)),
    expectedVersion,
    checkAfter: typeof expectedVersion === "number" ? expectedVersion : null,
    conflictsWith,
    appendId: newId(),
    rules: rules && { fingerprint: rules.fingerprint, canonicalJson: rules.canonicalJson },
    ...(project && { project }),
  };
  return { request, incoming, exact, decisionVersion };
}

function checkDecisionVersion(
  decisionVersion: unknown,
  expectedVersion: ExpectedVersion,
): asserts decisionVersion is number | undefined {
  if (decisionVersion === undefined) return;
  checkVersion(decisionVersion, "options.decisionVersion");
  if (typeof expectedVersion === "number" && decisionVersion < expectedVersion) {
    throw new InvalidInputError(
      "options.decisionVersion",
      `is ${decisionVersion}, below the expected version ${expectedVersion}`,
    );
  }
}
