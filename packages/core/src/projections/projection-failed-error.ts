/** The error of a projection that runs with each append. */

import { TruceError } from "../errors/truce-error.ts";

/** A projection could not handle the events of an append. Nothing was written, neither events nor rows. */
export class ProjectionFailedError extends TruceError {
  /** The error code. */
  override readonly code = "projection-failed";
  /** The name of the projection. */
  readonly projection: string;

  constructor(projection: string, cause: unknown) {
    super(`nothing was appended, because projection '${projection}' failed`, { cause });
    this.projection = projection;
  }
}
