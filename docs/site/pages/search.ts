/** The search, which runs in the browser over an index of all pages. */

import type { DefaultTheme } from "vitepress";

export const searchOptions: DefaultTheme.LocalSearchOptions = {
  // The index needs no colours. Without this, every block would be highlighted twice.
  _render: (text, env, md) => {
    const { highlight } = md.options;
    md.set({ highlight: null });
    try {
      return md.render(text, env);
    } finally {
      // VitePress renders the pages with the same object.
      md.set({ highlight: highlight ?? null });
    }
  },
  miniSearch: {
    searchOptions: {
      combineWith: "AND",
      prefix: true,
      // A code such as CF2005 resembles all other codes.
      fuzzy: (term) => (/\d/.test(term) ? false : 0.15),
      boost: { title: 4, titles: 2, text: 1 },
      // Guides come first, then diagnostics and the API, and last decisions, which few readers look for.
      // VitePress passes the text of this function to the page, so it can use nothing from outside.
      boostDocument: (id: string) =>
        id.includes("/decisions/") ? 0.2 : /\/(?:api|diagnostics)\//.test(id) ? 0.4 : 1,
    },
  },
};
