/** VitePress looks for its configuration here. It is in `docs/site`, because linters skip hidden folders. */

export { config as default } from "../site/config.ts";
