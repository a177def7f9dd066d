/** Tells the story on the terminal. */

import { foundingStory } from "./founding-story.ts";

console.log((await foundingStory()).join(" "));
