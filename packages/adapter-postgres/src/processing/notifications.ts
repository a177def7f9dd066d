/**
 * Wakes the readers of the whole store when events are committed: those of this process at once, those of others by NOTIFY.
 *
 * NOTIFY is a statement of its own after the commit. Within the transaction of an append it would take a lock on the whole
 * database at the commit, so that all appends would commit one after the other. If a notification is lost, the readers
 * find the events when they look by themselves.
 */

import type { Driver, Statement } from "../driver.ts";

/** One channel for all schemas, because the name of a channel is shorter than that of a schema can be. */
const CHANNEL = "truce";

/** The shortest time between two notifications of an adapter, in milliseconds. */
const PAUSE_MS = 10;

/** How long to wait before the listening connection is tried again, in milliseconds. It doubles up to the longest time. */
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 10_000;

const NOTIFY: Statement = { name: null, text: `SELECT pg_notify('${CHANNEL}', $1::text)::text` };

/** Who wants to be woken, and how it is done. */
export interface Notifications {
  /**
   * Calls the listener soon after events are committed, until the returned function is called. It may be called without
   * reason, and it may miss events.
   */
  watch(listener: () => void): () => void;
  /** To be called each time that events are committed. */
  committed(): void;
  /** Ends the listening connection. */
  close(): void;
}

/**
 * @param schema - Quoted.
 * @param isOn - Whether other processes are notified and listened to.
 */
export function notifications(driver: Driver, schema: string, isOn: boolean): Notifications {
  const listeners = new Set<() => void>();
  /** The schema is quoted, so no other schema's payload begins with this. */
  const prefix = `${schema} `;
  const payload = `${prefix}${crypto.randomUUID()}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastSent = -Infinity;
  /** Ends the present listening; undefined if there are no listeners. */
  let stop: (() => void) | undefined;

  function wake(): void {
    for (const listener of listeners) listener();
  }

  function send(): void {
    timer = undefined;
    lastSent = performance.now();
    // Who is not notified finds the events later.
    driver.use((session) => session.query(NOTIFY, [payload])).catch(() => undefined);
  }

  function committed(): void {
    queueMicrotask(wake);
    if (!isOn || timer !== undefined) return;
    const waitMs = lastSent + PAUSE_MS - performance.now();
    if (waitMs <= 0) send();
    else timer = setTimeout(send, waitMs);
  }

  /** Keeps a connection listening until `stopped` is fulfilled. Never rejects. */
  async function keepListening(listen: NonNullable<Driver["listen"]>, stopped: Promise<void>): Promise<void> {
    let isStopped = false;
    void stopped.then(() => (isStopped = true));
    for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2)) {
      try {
        const connection = await listen(CHANNEL, (notice) => {
          if (notice.startsWith(prefix) && notice !== payload) wake();
        });
        retryMs = FIRST_RETRY_MS;
        // Notifications may have been missed before this connection listened.
        wake();
        await Promise.race([connection.ended, stopped]);
        await connection.close();
      } catch {
        // The readers look by themselves meanwhile.
      }
      // `stopped` changes while this waits.
      if (isStopped as boolean) return;
      await Promise.race([pause(retryMs), stopped]);
      if (isStopped as boolean) return;
    }
  }

  return {
    watch(listener) {
      // Two watchers may pass the same function.
      const call = (): void => listener();
      listeners.add(call);
      if (isOn && driver.listen && !stop) {
        const { promise, resolve } = Promise.withResolvers<void>();
        stop = resolve;
        void keepListening(driver.listen, promise);
      }
      return () => {
        listeners.delete(call);
        if (listeners.size === 0) {
          stop?.();
          stop = undefined;
        }
      };
    },
    committed,
    close() {
      if (timer !== undefined) {
        clearTimeout(timer);
        send();
      }
      stop?.();
      stop = undefined;
      // Whoever is still waiting finds out that the adapter is closed.
      wake();
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
