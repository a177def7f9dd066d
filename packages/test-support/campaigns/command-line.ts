/** The command line of a campaign: what it is asked to do, or help, or misuse. */

export interface Campaign<Options> {
  /** What help prints, and misuse after what is wrong. */
  readonly usage: string;
  /** @throws RangeError or TypeError where the arguments cannot be used; its message says what is wrong with them. */
  readonly options: (args: readonly string[]) => Options;
  /** Whether nothing was found. */
  readonly run: (options: Options) => Promise<boolean>;
}

/** Does what the arguments ask for. The exit status: 0 where nothing was found, 1 where something was, and 2 for misuse. */
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

/** Seeds are integers from 0 to below this number. */
export const SEEDS = 2 ** 31;

/** A seed for who names none, as an argument. As many follow it as anybody has time for. */
export function someSeed(): string {
  return String(Math.floor(Math.random() * (SEEDS / 2)));
}

/** The integer that an argument says; both limits are included. */
export function integerOf(name: string, text: string, least: number, most: number): number {
  return numberIn("an integer", /^\d+$/, name, text, least, most);
}

/** The number that an argument says; both limits are included. */
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
