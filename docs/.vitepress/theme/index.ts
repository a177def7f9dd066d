/** VitePress looks for the theme here: see `docs/.vitepress/config.ts`. */

export { theme as default } from "../../site/theme/index.ts";
