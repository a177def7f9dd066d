/** The theme: the default one, in our colours, with the picture of the front page. */

import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import FoundingStory from "./founding-story.vue";
import "./colours.css";
import "./pages.css";
import "./front-page.css";

export const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("FoundingStory", FoundingStory);
  },
};
