import { once } from "node:events";
import express, { type ErrorRequestHandler, type Express } from "express";
import { bookingFrom, etagOf, expectedVersionFrom, PROBLEM, problemOf } from "./http.ts";
import { sendLive, type Rooms } from "./live.ts";
import { closed, urlOf, type RunningServer } from "./running-server.ts";

function expressApi(rooms: Rooms): Express {
  const { handle } = rooms;
  const api = express();
  api.use(express.json());

  api.get("/days/:date", async (request, response) => {
    const { state, version } = await handle.load(request.params.date);
    response.set("ETag", etagOf(version)).json(state);
  });

  api.post("/days/:date/bookings", async (request, response) => {
    const { snapshot } = await handle(request.params.date, bookingFrom(request.body), {
      expectedVersion: expectedVersionFrom(request.get("If-Match")),
      commandId: request.get("Idempotency-Key"),
    });
    response.status(201).set("ETag", etagOf(snapshot.version)).json(snapshot.state);
  });

  api.get("/live", async (request, response) => {
    await sendLive(rooms, request.get("Last-Event-ID"), response);
  });

  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    const problem = problemOf(error);
    if (problem === undefined) return next(error);
    response.status(problem.status).type(PROBLEM).send(JSON.stringify(problem));
  };
  api.use(onError);
  return api;
}

export async function serveExpress(rooms: Rooms, port: number): Promise<RunningServer> {
  const server = expressApi(rooms).listen(port, "127.0.0.1");
  await once(server, "listening");
  return { url: urlOf(server), stop: () => closed(server) };
}
