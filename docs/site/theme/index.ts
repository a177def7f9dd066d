/** The theme: the default one, in our colours, with the pictures of the front page. */

import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import FoundingStory from "./founding-story.vue";
import MergingLines from "./merging-lines.vue";
import "./colours.css";
import "./pages.css";
import "./front-page.css";

export const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("FoundingStory", FoundingStory);
    app.component("MergingLines", MergingLines);
  },
};
