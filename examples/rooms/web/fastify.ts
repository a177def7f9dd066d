import { fastify, type FastifyInstance } from "fastify";
import { bookingFrom, etagOf, expectedVersionFrom, PROBLEM, problemOf } from "./http.ts";
import { sendLive, type Rooms } from "./live.ts";
import { closed, type RunningServer } from "./running-server.ts";

interface OfDay {
  readonly Params: { readonly date: string };
  readonly Headers: { readonly "if-match"?: string; readonly "idempotency-key"?: string };
}

interface OfBrowser {
  readonly Headers: { readonly "last-event-id"?: string };
}

function fastifyApi(rooms: Rooms): FastifyInstance {
  const { handle } = rooms;
  const api = fastify();

  api.get<OfDay>("/days/:date", async (request, reply) => {
    const { state, version } = await handle.load(request.params.date);
    return await reply.header("ETag", etagOf(version)).send(state);
  });

  api.post<OfDay>("/days/:date/bookings", async (request, reply) => {
    const { snapshot } = await handle(request.params.date, bookingFrom(request.body), {
      expectedVersion: expectedVersionFrom(request.headers["if-match"]),
      commandId: request.headers["idempotency-key"],
    });
    return await reply.code(201).header("ETag", etagOf(snapshot.version)).send(snapshot.state);
  });

  api.get<OfBrowser>("/live", async (request, reply) => {
    reply.hijack(); // Fastify leaves the response to us
    await sendLive(rooms, request.headers["last-event-id"], reply.raw);
  });

  api.setErrorHandler(async (error, _request, reply) => {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return await reply.code(problem.status).type(PROBLEM).send(JSON.stringify(problem));
  });
  return api;
}

export async function serveFastify(rooms: Rooms, port: number): Promise<RunningServer> {
  const api = fastifyApi(rooms);
  const url = await api.listen({ port, host: "127.0.0.1" });
  return {
    url,
    async stop() {
      await closed(api.server);
      await api.close();
    },
  };
}
