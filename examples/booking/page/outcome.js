/** Says what became of the user's command, and why. */

import { element, the } from "./elements.js";
import { countOfEvents, sentenceOf } from "./words.js";

/** @param {import("../web/answers.ts").Done} done */
export function showDone({ kind, version, unseen }) {
  if (kind === "merged") {
    const title = `Merged over ${countOfEvents(unseen.length)} that you had not seen`;
    const why = `No rule says that they conflict, so it is done all the same, as version ${version}:`;
    return show("merged", title, why, unseen.map(sentenceOf));
  }
  if (kind === "duplicate")
    return show("done", "Done before", "The same request came twice. It counts once.");
  return show("done", "Done", `Nothing had changed since you looked. The room is at version ${version}.`);
}

/** @param {import("../web/problems.ts").Problem} problem */
export function showRefused(problem) {
  if (problem.status !== 409) return show("refused", problem.title, problem.detail);
  const next =
    "Your board now shows what you had not seen, and under “What happens” you see what refused you.";
  return show("refused", "Refused", `${problem.detail} ${next}`);
}

export function showNoAnswer() {
  show("refused", "No answer", "The server cannot be reached. Try again in a moment.");
}

/**
 * @param {string} kind
 * @param {string} title
 * @param {string} why
 * @param {readonly string[]} details
 */
function show(kind, title, why, details = []) {
  const list = element("ul", {}, ...details.map((detail) => element("li", {}, detail)));
  const outcome = element("div", { class: kind }, element("strong", {}, title), element("p", {}, why));
  if (details.length > 0) outcome.append(list);
  the("outcome").replaceChildren(outcome);
}
