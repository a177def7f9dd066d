/**
 * A proxy that cuts a connection on command at an exact point: just before an append reaches the server, or just after the
 * server has committed it and before the client gets the answer.
 *
 * An append is `Bind` (of a statement that calls `append`), `Execute` and `Sync`. Without `Sync` there is no commit, so
 * an append that is cut before it was not written. The server sends `ReadyForQuery` after the commit, so an append that is
 * cut after that message arrived, without an error before it, was written.
 */

import { connect, createServer, type AddressInfo, type Socket } from "node:net";

import type { Random } from "@truce/test-support/campaigns";

import { createFramer, textsOf, type Message } from "./messages.ts";

/** Whether the connection is cut before or after the commit. */
export type CutSide = "before" | "after";

export interface CuttingProxy {
  readonly port: number;
  /** Cuts the next append. Fulfilled with the way of the cut, or with null if no append came within this many milliseconds. */
  cutNext(side: CutSide, timeoutMs: number): Promise<string | null>;
  close(): Promise<void>;
}

/** The text of a statement that appends. */
const APPEND = /\.append\w*\(/;

interface Order {
  readonly side: CutSide;
  readonly done: (how: string) => void;
  /** Waits for the next append, unless the time is over. */
  readonly wait: () => void;
}

/** The shared state of all links. */
interface Wiring {
  readonly target: { readonly host: string; readonly port: number };
  readonly random: Random;
  readonly orders: Set<Order>;
  readonly sockets: Set<Socket>;
}

export async function startCuttingProxy(target: Wiring["target"], random: Random): Promise<CuttingProxy> {
  const wiring: Wiring = { target, random, orders: new Set(), sockets: new Set() };
  const listener = createServer((near) => link(near, wiring));
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    cutNext(side, timeoutMs) {
      return new Promise((resolve) => {
        let isLate = false;
        const order: Order = {
          side,
          done: resolve,
          wait() {
            if (isLate) resolve(null);
            else wiring.orders.add(order);
          },
        };
        order.wait();
        setTimeout(() => {
          isLate = true;
          // An order that is being executed is not in the set.
          if (wiring.orders.delete(order)) resolve(null);
        }, timeoutMs);
      });
    },
    async close() {
      for (const socket of wiring.sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Links a connection of a client to a connection to the server. */
function link(near: Socket, { target, random, orders, sockets }: Wiring): void {
  const far = connect({ ...target, noDelay: true });
  near.setNoDelay(true);
  const appends = new Set<string>();
  /** A cut before the commit that waits for the append's Sync. */
  let atSync: Order | undefined;
  /** A cut after the commit, and the part of the answer that is held back. */
  let atReady: Order | undefined;
  let held: Message[] = [];
  let isAppend = false;

  for (const [socket, other] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
      // The connection ended for another reason, so the order waits for the next append.
      for (const order of [atSync, atReady]) order?.wait();
      atSync = atReady = undefined;
    });
  }

  function cut(order: Order, how: string): void {
    atSync = atReady = undefined;
    order.done(how);
    near.destroy();
    far.destroy();
  }

  function take(side: CutSide): Order | undefined {
    for (const order of orders) {
      if (order.side !== side) continue;
      orders.delete(order);
      return order;
    }
    return undefined;
  }

  /** Handles a message of the client. False if the connection was cut instead. */
  function fromClient(message: Message): boolean {
    if (message.type === "P") {
      const [name = "", text = ""] = textsOf(message, 2);
      if (APPEND.test(text)) appends.add(name);
    } else if (message.type === "B") {
      isAppend = appends.has(textsOf(message, 2)[1] ?? "");
      const order = isAppend ? take("before") : undefined;
      if (order) return cutRequest(order, message);
    } else if (message.type === "S" && isAppend) {
      isAppend = false;
      if (atSync) {
        cut(atSync, "cut before its Sync");
        return false;
      }
      atReady = take("after");
    }
    far.write(message.bytes);
    return true;
  }

  function cutRequest(order: Order, { bytes }: Message): boolean {
    const where = random.between(0, 2);
    if (where === 2) {
      atSync = order;
      far.write(bytes);
      return true;
    }
    if (where === 1) far.write(bytes.subarray(0, random.between(1, bytes.length - 1)));
    cut(order, where === 0 ? "cut before its first byte" : "cut inside the request");
    return false;
  }

  function fromServer(message: Message): boolean {
    if (!atReady) {
      near.write(message.bytes);
      return true;
    }
    held.push(message);
    if (message.type !== "Z") return true;
    const order = atReady;
    const answer = held;
    held = [];
    if (answer.some(({ type }) => type === "E")) {
      // Nothing was committed. The client gets the error, and the next append is cut.
      atReady = undefined;
      order.wait();
      near.write(Buffer.concat(answer.map(({ bytes }) => bytes)));
      return true;
    }
    cutAnswer(order, Buffer.concat(answer.map(({ bytes }) => bytes)), message.bytes.length);
    return false;
  }

  function cutAnswer(order: Order, answer: Buffer, readyLength: number): void {
    const all = answer.length - readyLength;
    const [length, how] = random.pick([
      [0, "cut before the answer"],
      [random.between(1, all), "cut inside the answer"],
      [all, "cut before ReadyForQuery"],
      [answer.length - 1, "cut before the last byte"],
    ] as const);
    atReady = undefined;
    // The bytes must arrive before the end of the connection.
    near.end(answer.subarray(0, length), () => near.destroy());
    far.destroy();
    order.done(how);
  }

  relay(near, createFramer("client"), fromClient);
  relay(far, createFramer("server"), fromServer);
}

function relay(
  from: Socket,
  framer: (chunk: Buffer) => readonly Message[],
  forward: (message: Message) => boolean,
): void {
  let isCut = false;
  from.on("data", (chunk) => {
    if (isCut) return;
    for (const message of framer(chunk)) {
      if (forward(message)) continue;
      isCut = true;
      return;
    }
  });
}
