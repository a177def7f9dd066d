/** `npm create truce`: the project is created, installed, checked, tested and started, as its README says. */

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startPostgres, type PostgresServer } from "@truce/test-support/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { installedVersion } from "./created/installed-version.ts";
import { createProject, type CreatedProject } from "./created/project.ts";
import { send, startServer, type Server } from "./created/server.ts";
import { fencedBlocks } from "./snippets/fenced-blocks.ts";
import { root } from "./snippets/snippet.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;
const START = ["node", "src/main.ts"] as const;

let project: CreatedProject;
let postgres: PostgresServer;

beforeAll(async () => {
  [project, postgres] = await Promise.all([createProject("my-crm"), startPostgres()]);
}, TIMEOUT_MS);
afterAll(async () => {
  await postgres.stop();
  await project.remove();
});

const read = (path: string) => readFile(join(project.folder, path), "utf8");

describe("the project", { timeout: TIMEOUT_MS }, () => {
  it("is created quietly if nobody looks on", () => {
    expect(project.printed).toMatch(/(^|\n\n)Created 'my-crm'\.\n$/);
  });

  it("has its name, and the versions of this release", async () => {
    const { version } = JSON.parse(
      await readFile(join(root, "packages/create-truce/package.json"), "utf8"),
    ) as { version: string };
    const manifest = JSON.parse(await read("package.json")) as Manifest;
    expect(manifest.name).toBe("my-crm");
    expect(await read("README.md")).toMatch(/^# my-crm\n/);
    const libraries = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    for (const [library, range] of libraries) {
      if (library.startsWith("@truce/")) expect(range, library).toBe(`^${version}`);
      // This repository tests with the versions that a new project gets.
      else expect(range, library).toBe(`^${installedVersion(library)}`);
    }
  });

  it("passes its checks", async () => {
    const printed = await project.npm(project.folder, "run", "check");
    expect(printed).toContain("no problems in 1 file");
    expect(printed).toMatch(/\d cases passed in 1 file; (\d) of \1 rules exercised/);
    expect(await project.npm(project.folder, "exec", "truce", "fmt", "--", "--check")).toContain("1 file");
  });

  it("passes its tests", async () => {
    expect(await project.npm(project.folder, "test")).toMatch(/Test Files .*3 passed/);
  });
});

/** Sends the requests that the README shows, with curl. */
async function curlAsTheReadmeSays({ url }: Server): Promise<string> {
  const script = fencedBlocks("README.md", await read("README.md")).find(({ code }) => code.includes("curl"));
  const code = (script?.code ?? "").replace("http://127.0.0.1:3000", url);
  return (await run("bash", ["-c", code])).stdout;
}

const dealOf = { name: "Acme", dealValue: 50_000, notes: 1 };

describe("on PGlite", { timeout: TIMEOUT_MS }, () => {
  it("tells the founding story, and keeps it if the process is killed", async () => {
    const server = await startServer(project.folder, START, {});
    const answers = await curlAsTheReadmeSays(server);
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(
      [200, 200, 200, 409].map((status) => `HTTP/1.1 ${status}`),
    );
    expect(answers).toContain('"kind":"merged"');
    expect(answers).toContain("Someone else has just changed the value of this deal.");
    await server.stop("SIGKILL");

    const again = await startServer(project.folder, START, {});
    expect(await send(`${again.url}/clients`)).toMatchObject({ body: [dealOf] });
    expect(await send(`${again.url}/clients/42`)).toMatchObject({ status: 200, etag: '"3"' });
    expect(await again.stop("SIGTERM")).toBe(0);
  });
});

describe("on PostgreSQL", { timeout: TIMEOUT_MS }, () => {
  it("answers 409 with the reason, and a repeated request with the first answer", async () => {
    // Two at once, on a database without tables.
    const start = () => startServer(project.folder, START, { DATABASE_URL: postgres.url });
    const [server, other] = await Promise.all([start(), start()]);
    const client = `${server.url}/clients/1`;
    const saw = { "If-Match": '"1"' };
    await send(client, { name: "Acme" });
    const key = { ...saw, "Idempotency-Key": crypto.randomUUID() };
    const [first, again] = [
      await send(`${client}/value`, { value: 50_000 }, key),
      await send(`${other.url}/clients/1/value`, { value: 50_000 }, key),
    ];
    expect(first).toMatchObject({ status: 200, etag: '"2"', body: { kind: "appended" } });
    expect(again).toMatchObject({ status: 200, etag: '"2"', body: { kind: "duplicate" } });
    expect(await send(`${client}/notes`, { text: "Go ahead." }, saw)).toMatchObject({
      status: 200,
      etag: '"3"',
      body: { kind: "merged" },
    });
    expect(await send(`${client}/value`, { value: 60_000 }, saw)).toMatchObject({
      status: 409,
      type: "application/problem+json",
      body: {
        detail: "Someone else has just changed the value of this deal.",
        actualVersion: 3,
        conflicts: [{ reason: "Someone else has just changed the value of this deal." }],
      },
    });
    expect(await send(`${server.url}/clients`)).toMatchObject({ body: [dealOf] });
    expect([await server.stop("SIGINT"), await other.stop("SIGTERM")]).toEqual([0, 0]);
  });

  it("npm run dev starts again when a rule changes, and shows a mistake in the rules", async () => {
    const { scripts } = JSON.parse(await read("package.json")) as Manifest;
    const [, ...args] = (scripts["dev"] ?? "").split(" ");
    const rules = join(project.folder, "rules/crm.conflicts");
    const text = await readFile(rules, "utf8");
    const server = await startServer(project.folder, [process.execPath, ...args], {
      DATABASE_URL: postgres.url,
    });
    const client = `${server.url}/clients/2`;
    await send(client, { name: "Initech" });
    await send(`${client}/value`, { value: 1 });
    const changeUnseen = () => send(`${client}/value`, { value: 2 }, { "If-Match": '"1"' });
    expect(await changeUnseen()).toMatchObject({ status: 409 });

    let since = server.printed().length;
    await writeFile(
      rules,
      text.replace("DealValueChanged conflicts DealValueChanged", "DealValueChanged conflict"),
    );
    await server.until("CF1007", since);
    since = server.printed().length;
    await writeFile(
      rules,
      text.replace("DealValueChanged conflicts DealValueChanged", "DealValueChanged never conflicts"),
    );
    await server.until("Listening on", since);
    expect(await changeUnseen()).toMatchObject({ status: 200, body: { kind: "merged" } });
    await server.stop("SIGINT");
    await writeFile(rules, text);
  });
});

describe("the container", { timeout: TIMEOUT_MS }, () => {
  it("installs and starts with the commands of the Dockerfile, without development dependencies", async () => {
    const lines = (await read("Dockerfile")).replaceAll("\\\n", "").split("\n");
    const after = (word: string) =>
      lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
    const copied = after("COPY").filter((paths) => !paths.startsWith("--from"));
    const folder = await project.copy(copied.flatMap((paths) => paths.split(" ").slice(0, -1)));
    const [install = ""] = after("RUN");
    const [npm, ...installArgs] = install.split(" ");
    expect(npm).toBe("npm");
    await project.npm(folder, ...installArgs);
    await expect(readFile(join(folder, "node_modules/typescript/package.json"))).rejects.toThrow("ENOENT");

    const [command] = after("CMD").map((json) => JSON.parse(json) as [string, ...string[]]);
    const server = await startServer(folder, command ?? ["false"], {
      DATABASE_URL: postgres.url,
      HOST: "0.0.0.0",
    });
    const [health = ""] = after("HEALTHCHECK");
    const [node = "", ...healthArgs] = JSON.parse(health.slice(health.indexOf("["))) as string[];
    const PORT = new URL(server.url).port;
    await run(node, healthArgs, { env: { ...process.env, PORT } });
    expect(await send(`${server.url}/clients`)).toMatchObject({ status: 200 });
    expect(await server.stop("SIGTERM")).toBe(0);
    await expect(run(node, healthArgs, { env: { ...process.env, PORT } })).rejects.toMatchObject({ code: 1 });
  });

  it("does not run as root", async () => {
    expect((await read("Dockerfile")).match(/^USER .*/gm)?.at(-1)).toBe("USER node");
  });

  it("finds its database, which keeps its data", async () => {
    const { services, volumes } = parse(await read("compose.yaml")) as Compose;
    const { api, postgres: database } = services;
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = database.environment;
    expect(api.environment["DATABASE_URL"]).toBe(
      `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`,
    );
    expect(api.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
    expect(database.healthcheck.test).toEqual(
      expect.arrayContaining(["pg_isready", `--username=${POSTGRES_USER}`, `--dbname=${POSTGRES_DB}`]),
    );
    expect(database.volumes).toEqual(["postgres-data:/var/lib/postgresql"]);
    expect(Object.keys(volumes)).toEqual(["postgres-data"]);
    expect(api.ports).toEqual(["127.0.0.1:3000:3000"]);
    expect(await read("Dockerfile")).toContain("\nEXPOSE 3000\n");
  });
});

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Compose {
  readonly services: {
    readonly api: {
      readonly environment: Readonly<Record<string, string>>;
      readonly ports: readonly string[];
      readonly depends_on: unknown;
    };
    readonly postgres: {
      readonly environment: Readonly<Record<string, string>>;
      readonly healthcheck: { readonly test: readonly string[] };
      readonly volumes: readonly string[];
    };
  };
  readonly volumes: Readonly<Record<string, unknown>>;
}
