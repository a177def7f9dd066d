/** A command that makes no sense for the client, however fresh the user's screen was. */
export class ClientError extends Error {
  override readonly name = "ClientError";
}
