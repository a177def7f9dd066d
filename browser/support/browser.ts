/** A headless Chromium, and tabs in it that run the checks of the page. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import type { Checks } from "../page/checks.ts";

/** Runs a check of the page. Its parameters and its result are passed as plain data. */
type Run = <Name extends keyof Checks>(
  name: Name,
  ...parameters: Parameters<Checks[Name]>
) => Promise<Awaited<ReturnType<Checks[Name]>>>;

/** A tab that shows the page. */
interface Tab {
  /** Runs a check in the page. */
  readonly run: Run;
  /** Runs a check in a worker of the page. */
  readonly runInWorker: Run;
  /** Reloads the page without closing what is open in it. */
  reload(): Promise<void>;
  /** Closes the tab without closing what is open in it. */
  close(): Promise<void>;
  /** Kills the process of the tab. */
  crash(): Promise<void>;
  /** Makes a function of the test callable by the page, under the given name. */
  expose(name: string, listener: (value: number) => void): Promise<void>;
}

/** A running Chromium with a profile of its own. */
export interface Browser {
  openTab(): Promise<Tab>;
  /** Ends Chromium and starts it again with the same profile. */
  restart(): Promise<void>;
}

/** A browser for the tests of a file. A test fails if a page has an uncaught error or logs an error. */
export function useBrowser(): Browser {
  let profile: string;
  let context: BrowserContext;
  const errors: string[] = [];

  const start = async (): Promise<void> => {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: inject("chromium"),
      // Chromium needs it to run as root. It loads only our own page.
      args: ["--no-sandbox"],
    });
    context.on("weberror", (error) => errors.push(String(error.error())));
    context.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
  };

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), "truce-chromium-"));
    await start();
  });
  afterEach(() => expect(errors.splice(0), "errors of the page").toEqual([]));
  afterAll(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });

  return {
    async openTab() {
      const page = await context.newPage();
      await page.goto(inject("page"));
      return tabOf(page);
    },
    async restart() {
      await context.close();
      await start();
    },
  };
}

/** The globals that the page defines. */
interface PageGlobals {
  readonly checks: Readonly<Record<string, (...parameters: unknown[]) => unknown>>;
  readonly inWorker: (call: { readonly name: string; readonly parameters: unknown[] }) => unknown;
}

function tabOf(page: Page): Tab {
  const run = (name: string, ...parameters: unknown[]): Promise<unknown> =>
    page.evaluate((call) => (globalThis as unknown as PageGlobals).checks[call.name]?.(...call.parameters), {
      name,
      parameters,
    });
  const runInWorker = (name: string, ...parameters: unknown[]): Promise<unknown> =>
    page.evaluate((call) => (globalThis as unknown as PageGlobals).inWorker(call), { name, parameters });
  return {
    run: run as Run,
    runInWorker: runInWorker as Run,
    reload: async () => void (await page.reload()),
    close: () => page.close(),
    async crash() {
      const crashed = page.waitForEvent("crash");
      const session = await page.context().newCDPSession(page);
      // The tab crashes before it can answer.
      session.send("Page.crash").catch(() => undefined);
      await crashed;
    },
    expose: async (name, listener) => void (await page.exposeFunction(name, listener)),
  };
}
