/** Makes elements. What users have written is only ever set as text. */

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * @param {string} label
 * @param {() => void} onClick
 * @param {Record<string, string>} attributes
 * @returns {HTMLElement}
 */
export function button(label, onClick, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * The element with this id.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function the(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Fills a list, or says that there is nothing.
 *
 * @param {string} id
 * @param {readonly HTMLElement[]} items
 */
export function fillList(id, items) {
  the(id).replaceChildren(...(items.length > 0 ? items : [element("li", { class: "none" }, "Nothing yet")]));
}
