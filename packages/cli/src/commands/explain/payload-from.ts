/** Payloads from the command line. */

import type { JsonValue } from "@truce/core";
import { MisuseError } from "../../misuse-error.ts";

/**
 * The payload that an option holds, as part of an event in question; nothing where the option is left out.
 *
 * @throws MisuseError where it is not JSON.
 */
export function payloadFrom(json: string | undefined, option: string): { readonly data?: JsonValue } {
  if (json === undefined) return {};
  try {
    return { data: JSON.parse(json) as JsonValue };
  } catch (error) {
    throw new MisuseError(`${option} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
