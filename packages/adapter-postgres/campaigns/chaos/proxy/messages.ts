/** Splits a stream of bytes into messages of PostgreSQL's protocol 3. */

/** A complete message. */
export interface Message {
  /** The type byte as a letter. Empty for the first message of a client, which has no type byte. */
  readonly type: string;
  /** All of its bytes, type and length included. */
  readonly bytes: Buffer;
}

/**
 * @param side - The sender. The first message of a client has no type byte.
 * @returns A function that takes the next bytes and returns the messages that are complete.
 */
export function createFramer(side: "client" | "server"): (chunk: Buffer) => readonly Message[] {
  let rest: Buffer = Buffer.alloc(0);
  let typeLength = side === "client" ? 0 : 1;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    while (rest.length >= typeLength + 4) {
      const length = typeLength + rest.readInt32BE(typeLength);
      if (rest.length < length) break;
      messages.push({ type: rest.toString("latin1", 0, typeLength), bytes: rest.subarray(0, length) });
      rest = rest.subarray(length);
      typeLength = 1;
    }
    return messages;
  };
}

/** The texts at the beginning of a message. Each ends with a zero byte. */
export function textsOf({ bytes }: Message, howMany: number): readonly string[] {
  const texts: string[] = [];
  let start = 5;
  for (let index = 0; index < howMany; index++) {
    const end = bytes.indexOf(0, start);
    texts.push(bytes.toString("utf8", start, end));
    start = end + 1;
  }
  return texts;
}
