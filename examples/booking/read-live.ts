/** For tests: reads the server-sent events, as a browser does. */

interface LiveEvent {
  readonly position: number;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly data: { readonly by?: string; readonly hour?: string };
}

/** @param lastEventId - The position after which to go on. */
export function readLive(url: string, lastEventId?: number) {
  const leaving = new AbortController();
  const headers = lastEventId === undefined ? {} : { "Last-Event-ID": `${lastEventId}` };
  const events = eventsOf(fetch(`${url}/live`, { headers, signal: leaving.signal }));
  return {
    /** The next event for which the condition holds. Earlier ones are skipped. */
    async nextWhere(condition: (event: LiveEvent) => boolean): Promise<LiveEvent> {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error("the server has ended the events");
        if (condition(value)) return value;
      }
    },
    leave: () => leaving.abort(),
  };
}

async function* eventsOf(responding: Promise<Response>): AsyncGenerator<LiveEvent, undefined> {
  const { body } = await responding;
  let received = "";
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    received += chunk;
    const messages = received.split("\n\n");
    received = messages.pop() ?? "";
    for (const message of messages) {
      const position = /^id: (\d+)$/m.exec(message)?.[1];
      const data = /^data: (.+)$/m.exec(message)?.[1];
      if (position && data) yield { ...(JSON.parse(data) as LiveEvent), position: Number(position) };
    }
  }
  return undefined;
}
