/** Talks to the web API. */

/** @typedef {import("../projections/board.ts").Board} Board */
/** @typedef {import("../web/answers.ts").Opening} Opening */
/** @typedef {import("../web/answers.ts").Done} Done */
/** @typedef {import("../web/answers.ts").People} People */
/** @typedef {import("../web/problems.ts").Problem} Problem */

const ATTEMPTS = 3;

/** @returns {Promise<Opening>} */
export async function getOpening() {
  return /** @type {Opening} */ (await get("/rooms"));
}

/**
 * @param {string} path
 * @returns {Promise<Board>}
 */
export async function getBoard(path) {
  return /** @type {Board} */ (await get(path));
}

/**
 * @param {string} after The position of an event that they must include.
 * @returns {Promise<People>}
 */
export async function getPeople(after) {
  return /** @type {People} */ (await get(`/people?after=${after}`));
}

/**
 * @param {string} path
 * @returns {Promise<unknown>}
 */
async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answers with status ${response.status}`);
  return await response.json();
}

/**
 * Sends a command.
 *
 * @param {string} path
 * @param {object} body
 * @param {number} version What the user has on the screen.
 * @returns {Promise<{ done: Done } | { problem: Problem } | undefined>} Undefined if there is no answer.
 */
export async function send(path, body, version) {
  const headers = {
    "Content-Type": "application/json",
    "If-Match": `"${version}"`,
    "Idempotency-Key": crypto.randomUUID(),
  };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
      /** @type {unknown} */
      const answer = await response.json();
      if (response.ok) return { done: /** @type {Done} */ (answer) };
      if (response.status < 500) return { problem: /** @type {Problem} */ (answer) };
    } catch {
      // The connection broke, so nobody knows whether the command was carried out. With the same key it is, once.
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * 500));
  }
  return undefined;
}
