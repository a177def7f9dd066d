/**
 * A program that passes bytes on to a port of this machine, one millisecond later in both directions. It prints the port
 * that it listens on, and ends as soon as stdin ends.
 */

import { connect, createServer, type AddressInfo, type Socket } from "node:net";

const DELAY_MS = 1;

const target = Number(process.argv[2]);
const server = createServer({ noDelay: true }, (client) => {
  const upstream = connect({ port: target, noDelay: true });
  passOn(client, upstream);
  passOn(upstream, client);
});
server.listen(0, "localhost", () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume();
process.stdin.on("end", () => process.exit());

function passOn(from: Socket, to: Socket): void {
  from.on("data", (bytes) => setTimeout(() => to.write(bytes), DELAY_MS));
  from.on("end", () => setTimeout(() => to.end(), DELAY_MS));
  // The other end is closed by its own event.
  from.on("error", () => to.destroy());
}
