/** Reads events: as they were stored if there are no upcasters. */

import type { ReadAllOptions, ReadStreamOptions } from "../adapter/storage-adapter.ts";
import type { RecordedEvent } from "../events/event.ts";
import { readUpcast, storedTypesFor } from "../upcasters/read-upcast.ts";
import type { StoreContext } from "./store-context.ts";

type ReadContext = Pick<StoreContext, "adapter" | "upcasters">;

/** The events of a stream as they are read today. */
export function readStream(
  { adapter, upcasters }: ReadContext,
  streamId: string,
  options: ReadStreamOptions,
): AsyncIterable<RecordedEvent> {
  if (upcasters === null) return adapter.readStream(streamId, options);
  const { direction, limit } = options;
  return readUpcast(upcasters, {
    direction,
    limit,
    from: (last, most) =>
      adapter.readStream(streamId, {
        ...options,
        ...(last && { [direction === "backwards" ? "beforeVersion" : "afterVersion"]: last.version }),
        limit: most,
      }),
  });
}

/** The events of the whole store as they are read today. */
export function readAll(
  { adapter, upcasters }: ReadContext,
  options: ReadAllOptions,
): AsyncIterable<RecordedEvent> {
  if (upcasters === null) return adapter.readAll(options);
  const { direction, limit, types } = options;
  return readUpcast(upcasters, {
    direction,
    limit,
    types,
    from: (last, most) =>
      adapter.readAll({
        ...options,
        ...(last && { [direction === "backwards" ? "beforePosition" : "afterPosition"]: last.position }),
        types: types && storedTypesFor(upcasters, types),
        limit: most,
      }),
  });
}
