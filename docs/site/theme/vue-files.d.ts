/** What TypeScript knows of Vue files: they are components. */

declare module "*.vue" {
  import type { Component } from "vue";

  const component: Component;
  export default component;
}
