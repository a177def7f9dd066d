/** What the campaigns of several packages share: programs that look for mistakes as long as one has time for. */

export { integerOf, numberOf, runCampaign, SEEDS, someSeed } from "./command-line.ts";
export { createProgress } from "./progress.ts";
export { createRandom, type Random } from "./random.ts";
export { inThreads } from "./threads.ts";
