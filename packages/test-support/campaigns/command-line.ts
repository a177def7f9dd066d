/** Runs a campaign from its command line. */

export interface Campaign<Options> {
  /** Printed for `--help`, and after the message if the arguments are wrong. */
  readonly usage: string;
  /** @throws RangeError or TypeError if the arguments are wrong. The message says why. */
  readonly options: (args: readonly string[]) => Options;
  /** Resolves to true if nothing was found. */
  readonly run: (options: Options) => Promise<boolean>;
}

/** @returns The exit status: 0 if nothing was found, 1 if something was found, and 2 if the arguments are wrong. */
export async function runCampaign<Options>(
  args: readonly string[],
  { usage, options, run }: Campaign<Options>,
): Promise<number> {
  if (args.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const asked = optionsOrMisuse(() => options(args));
  if ("misuse" in asked) {
    console.error(`${asked.misuse}\n\n${usage}`);
    return 2;
  }
  return (await run(asked.options)) ? 0 : 1;
}

function optionsOrMisuse<Options>(
  read: () => Options,
): { readonly options: Options } | { readonly misuse: string } {
  try {
    return { options: read() };
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return { misuse: error.message };
    throw error;
  }
}

/** Seeds are non-negative integers below this number. */
export const SEEDS = 2 ** 31;

/** A random seed, as an argument, for callers that name none. There are enough seeds after it for any campaign. */
export function someSeed(): string {
  return String(Math.floor(Math.random() * (SEEDS / 2)));
}

/** The integer in an argument. Both limits are included. */
export function integerOf(name: string, text: string, least: number, most: number): number {
  return numberIn("an integer", /^\d+$/, name, text, least, most);
}

/** The number in an argument. Both limits are included. */
export function numberOf(name: string, text: string, least: number, most: number): number {
  return numberIn("a number", /^\d+(?:\.\d+)?$/, name, text, least, most);
}

function numberIn(
  kind: string,
  form: RegExp,
  name: string,
  text: string,
  least: number,
  most: number,
): number {
  const value = form.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new RangeError(`--${name} must be ${kind} from ${least} to ${most}, not '${text}'`);
}
