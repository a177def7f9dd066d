/** Writes rules in the `.conflicts` language, and lays out text for terminals. For tools that show rules. Does not load the parser. */

export { printable } from "../source/printable.ts";
export { comparisonText, conditionText, fieldText } from "./condition-text.ts";
export { categoriesText, placeText, ruleText, typeText } from "./rule-text.ts";
export { asWritten, nameOf } from "../syntax/names.ts";
export { styleFrom, type Markup, type TextStyle } from "../text/text-style.ts";
export { listText, onOneLine, padEnd, shortened, widthOf } from "../text/text-width.ts";
