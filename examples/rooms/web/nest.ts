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
import type { CommandHandler } from "@truce/core";
import type { Response } from "express";
import type { Book, Day } from "../day.ts";
import { bookingFrom, etagOf, expectedVersionFrom, PROBLEM, problemOf } from "./http.ts";
import { closed, urlOf, type RunningServer } from "./running-server.ts";

const HANDLE = Symbol("the command handler of the days");

@Controller("days")
class DaysController {
  readonly #handle: CommandHandler<Book, Day>;

  constructor(@Inject(HANDLE) handle: CommandHandler<Book, Day>) {
    this.#handle = handle;
  }

  @Get(":date")
  async day(@Param("date") date: string, @Res({ passthrough: true }) response: Response): Promise<Day> {
    const { state, version } = await this.#handle.load(date);
    response.set("ETag", etagOf(version));
    return state;
  }

  @Post(":date/bookings")
  async book(
    @Param("date") date: string,
    @Body() body: unknown,
    @Headers("if-match") ifMatch: string | undefined,
    @Headers("idempotency-key") commandId: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Day> {
    const { snapshot } = await this.#handle(date, bookingFrom(body), {
      expectedVersion: expectedVersionFrom(ifMatch),
      commandId,
    });
    response.set("ETag", etagOf(snapshot.version));
    return snapshot.state;
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
  static with(handle: CommandHandler<Book, Day>): DynamicModule {
    const provider = { provide: HANDLE, useValue: handle };
    return { module: RoomsModule, controllers: [DaysController], providers: [provider] };
  }
}

export async function serveNest(handle: CommandHandler<Book, Day>, port: number): Promise<RunningServer> {
  const app = await NestFactory.create(RoomsModule.with(handle), { logger: ["error"] });
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
