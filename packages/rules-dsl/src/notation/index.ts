/** Parts of sentences about rules, text for terminals, and half-written lines. For tools that show rules, and for editors. Does not load the parser. */

export { printable } from "../source/printable.ts";
export { categoriesText, typeText } from "./sentence-parts.ts";
export { nameOf } from "../syntax/names.ts";
export { styleFrom, type Markup, type TextStyle } from "../text/text-style.ts";
export { listText, onOneLine, padEnd, shortened, widthOf } from "../text/text-width.ts";
export { cursorAt, type Cursor } from "../writing/cursor.ts";
export { editBetween } from "../writing/edit-between.ts";
export { keywordsIn, stateAfter, takesFields, takesNames, type State } from "../writing/states.ts";
export { wordsOf, writtenStatements, type Word, type WrittenStatement } from "../writing/words.ts";
