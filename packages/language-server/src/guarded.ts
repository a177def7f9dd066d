import { ResponseError, type Connection } from "vscode-languageserver";

/**
 * INVARIANT: whatever a document contains, the server goes on. A request that fails is logged and has no result. Only an error
 * that is meant for the user reaches the editor.
 */
export async function guarded<Result>(
  connection: Connection,
  answer: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return null;
  }
}
