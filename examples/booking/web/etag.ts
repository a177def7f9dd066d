/** The version that the user has on the screen, as an ETag. */

import type { ExpectedVersion } from "@truce/core";
import { BadHeader } from "./problems.ts";

export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version in an `If-Match` header. Without the header, the command handler uses the version that it reads itself.
 *
 * @throws BadHeader
 */
export function expectedVersionFrom(ifMatch: string | undefined): ExpectedVersion | undefined {
  if (ifMatch === undefined) return undefined;
  // Proxies that compress a response add the `W/`.
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (version === undefined) throw new BadHeader('If-Match must be the ETag of a response, such as "3".');
  return Number(version);
}
