/** The result of a comparison as a sentence. */

import { comparisonText, fieldText } from "@truce/core/rules";
import { type TextStyle, onOneLine, shortened } from "@truce/rules-dsl/notation";
import type { ExplainedComparison, FieldReading } from "./explanation.ts";

/** The maximum length of a shown value. */
const MAX_VALUE_WIDTH = 40;

/** `mine.room = theirs.room holds: both are "r1"`. */
export function comparisonSentence(
  { comparison, outcome, mine, theirs }: ExplainedComparison,
  style: TextStyle,
): string {
  const text = onOneLine(comparisonText(comparison));
  const sides = [
    { name: onOneLine(`mine.${fieldText(comparison.mine)}`), reading: mine },
    { name: onOneLine(`theirs.${fieldText(comparison.theirs)}`), reading: theirs },
  ];
  const readings = (kind: FieldReading["kind"]): string =>
    sides
      .filter(({ reading }) => reading.kind === kind)
      .map(({ name, reading }) => (kind === "unknown" ? name : `${name} is ${readingText(reading)}`))
      .join(" and ");
  if (mine.kind === "in-doubt" || theirs.kind === "in-doubt") {
    return `${text} ${style.depends("is in doubt")}, so it holds: ${readings("in-doubt")}`;
  }
  if (outcome === "depends")
    return `${text} ${style.depends("depends")} on ${readings("unknown")}: ${readings("value")}`;
  const values = areSame(mine, theirs) ? `both are ${readingText(mine)}` : readings("value");
  return `${text} ${outcome === "holds" ? style.conflict("holds") : style.compatible("fails")}: ${values}`;
}

function areSame(mine: FieldReading, theirs: FieldReading): boolean {
  return mine.kind === "value" && theirs.kind === "value" && mine.value === theirs.value;
}

function readingText(reading: FieldReading): string {
  switch (reading.kind) {
    case "value":
      return shortened(onOneLine(JSON.stringify(reading.value)), MAX_VALUE_WIDTH);
    case "in-doubt":
      return reading.because;
    case "unknown":
      return "not known";
  }
}
