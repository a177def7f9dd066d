import type { Server } from "node:http";
import {
  Body,
  Catch,
  Controller,
  Get,
  Headers,
  Inject,
  Module,
  Param,
  Post,
  Res,
  type ArgumentsHost,
  type DynamicModule,
} from "@nestjs/common";
import { BaseExceptionFilter, NestFactory } from "@nestjs/core";
import type { Response } from "express";
import type { Day } from "../day.ts";
import { bookingFrom, etagOf, expectedVersionFrom, PROBLEM, problemOf } from "./http.ts";
import { sendLive, type Rooms } from "./live.ts";
import { closed, urlOf, type RunningServer } from "./running-server.ts";

const ROOMS = Symbol("the store and its command handler");

@Controller()
class RoomsController {
  readonly #rooms: Rooms;

  constructor(@Inject(ROOMS) rooms: Rooms) {
    this.#rooms = rooms;
  }

  @Get("days/:date")
  async day(@Param("date") date: string, @Res({ passthrough: true }) response: Response): Promise<Day> {
    const { state, version } = await this.#rooms.handle.load(date);
    response.set("ETag", etagOf(version));
    return state;
  }

  @Post("days/:date/bookings")
  async book(
    @Param("date") date: string,
    @Body() body: unknown,
    @Headers("if-match") ifMatch: string | undefined,
    @Headers("idempotency-key") commandId: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Day> {
    const { snapshot } = await this.#rooms.handle(date, bookingFrom(body), {
      expectedVersion: expectedVersionFrom(ifMatch),
      commandId,
    });
    response.set("ETag", etagOf(snapshot.version));
    return snapshot.state;
  }

  @Get("live")
  async live(
    @Headers("last-event-id") lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await sendLive(this.#rooms, lastEventId, response);
  }
}

@Catch()
class ProblemFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const problem = problemOf(error);
    if (problem === undefined) return super.catch(error, host);
    const response = host.switchToHttp().getResponse<Response>();
    response.status(problem.status).type(PROBLEM).send(JSON.stringify(problem));
  }
}

@Module({})
class RoomsModule {
  static with(rooms: Rooms): DynamicModule {
    const provider = { provide: ROOMS, useValue: rooms };
    return { module: RoomsModule, controllers: [RoomsController], providers: [provider] };
  }
}

export async function serveNest(rooms: Rooms, port: number): Promise<RunningServer> {
  const app = await NestFactory.create(RoomsModule.with(rooms), { logger: ["error"] });
  const server = app.getHttpServer() as Server;
  app.useGlobalFilters(new ProblemFilter(app.getHttpAdapter()));
  await app.listen(port, "127.0.0.1");
  return {
    url: urlOf(server),
    async stop() {
      await closed(server);
      await app.close();
    },
  };
}
