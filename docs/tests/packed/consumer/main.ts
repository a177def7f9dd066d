/** Prints the outcomes of the story. */

import { foundingStory } from "./founding-story.ts";

console.log((await foundingStory()).join(" "));
