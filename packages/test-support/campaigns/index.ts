/** Helpers for the campaigns of several packages. A campaign is a program that looks for bugs for as long as you let it. */

export { integerOf, numberOf, runCampaign, SEEDS, someSeed } from "./command-line.ts";
export { createProgress } from "./progress.ts";
export { createRandom, type Random } from "./random.ts";
export { inThreads } from "./threads.ts";
