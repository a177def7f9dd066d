import fc from "fast-check";
import { expect, test } from "vitest";

import { createFramer, textsOf } from "./messages.ts";

function message(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(type.length + 4);
  header.write(type, "latin1");
  header.writeInt32BE(body.length + 4, type.length);
  return Buffer.concat([header, body]);
}

const bodies = fc.array(
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  { minLength: 1, maxLength: 6 },
);

test("messages come out complete and in order, wherever the bytes are split", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("client", "server"),
      bodies,
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1 }),
      (side, all, cuts) => {
        const sent = all.map((body, index) => message(side === "client" && index === 0 ? "" : "D", body));
        const take = createFramer(side);
        const came: Buffer[] = [];
        let turn = 0;
        for (let rest = Buffer.concat(sent); rest.length > 0;) {
          const length = cuts[turn++ % cuts.length] ?? 1;
          came.push(...take(rest.subarray(0, length)).map(({ bytes }) => bytes));
          rest = rest.subarray(length);
        }
        expect(came).toEqual(sent);
      },
    ),
  );
});

test("the texts at the beginning of a message", () => {
  const [bind] = createFramer("server")(message("B", Buffer.from("portal\0truce append\0\0\0")));
  expect(bind && textsOf(bind, 2)).toEqual(["portal", "truce append"]);
});
