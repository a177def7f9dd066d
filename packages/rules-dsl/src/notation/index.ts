/** Parts of sentences about rules, and text for terminals. For tools that show rules. Does not load the parser. */

export { printable } from "../source/printable.ts";
export { categoriesText, typeText } from "./sentence-parts.ts";
export { nameOf } from "../syntax/names.ts";
export { styleFrom, type Markup, type TextStyle } from "../text/text-style.ts";
export { listText, onOneLine, padEnd, shortened, widthOf } from "../text/text-width.ts";
