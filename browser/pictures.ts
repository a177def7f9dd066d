/** Takes pictures of the built site: the playground for the README, and the front page for links to it. `npm run pictures` runs it. */

import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { findChromium } from "./support/find-chromium.ts";
import { serveSite } from "./support/serve-site.ts";

const images = join(import.meta.dirname, "../docs/images");
/** Around the panel, in pixels. */
const MARGIN = 12;
const WIDTH = 1180;

const site = await serveSite();
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
for (const colorScheme of ["light", "dark"] as const) {
  const page = await browser.newPage({
    colorScheme,
    // So high that nothing has to be scrolled.
    viewport: { width: WIDTH, height: 2_000 },
    deviceScaleFactor: 1.6,
    reducedMotion: "reduce",
  });
  await page.goto(`${site.url}/playground`);
  await playStory(page);
  const panel = await page.locator(".pg-time-line").boundingBox();
  if (!panel) throw new Error("the playground is not shown");
  const { x, y, width, height } = panel;
  const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  const name = colorScheme === "light" ? "playground.png" : "playground-dark.png";
  await page.screenshot({ path: join(images, name), clip });
}
// What messengers show beside a link to the site.
const front = await browser.newPage({ colorScheme: "light", viewport: { width: 1200, height: 630 } });
await front.goto(`${site.url}/`, { waitUntil: "networkidle" });
await front.screenshot({ path: join(images, "../public/social.png") });
await browser.close();
site.close();

/** Harry's note is merged, and Ann is refused. */
async function playStory(page: Page): Promise<void> {
  for (const [name, outcome] of [
    ["Harry", "Merged"],
    ["Ann", "Refused"],
  ] as const) {
    await page.getByRole("button", { name: `Append as ${name}` }).click();
    await page
      .getByRole("status", { name: `Outcome for ${name}` })
      .getByText(outcome)
      .waitFor();
  }
  await page.mouse.move(0, 0);
}
