/** Finds links of the built site that lead to no page or to no heading. VitePress checks pages only, and only in Markdown. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The links that lead nowhere, each with the page that has it.
 *
 * @param folder - The built site.
 * @param base - The path at which it will be served, with a slash at both ends.
 */
export function deadAnchors(folder: string, base: string): readonly string[] {
  const files = globSync("**/*.html", { cwd: folder }).map((file) => file.replaceAll("\\", "/"));
  const pages = new Map(
    files.map((file) => {
      const html = readFileSync(join(folder, file), "utf8");
      return [base + file.replace(/(^|\/)index\.html$|\.html$/, "$1"), html] as const;
    }),
  );
  const ids = new Map([...pages].map(([path, html]) => [path, new Set(values(html, /\sid="([^"]*)"/g))]));
  return [...pages].flatMap(([page, html]) =>
    values(html, /<a\s[^>]*?href="([^"]*)"/g)
      .map((href) => new URL(href, `https://site.invalid${page}`))
      .filter(({ hostname, pathname }) => hostname === "site.invalid" && !/\.\w+$/.test(pathname))
      .filter(({ pathname, hash }) => {
        const target = ids.get(decodeURI(pathname));
        return target === undefined || (hash !== "" && !target.has(decodeURIComponent(hash.slice(1))));
      })
      .map(({ pathname, hash }) => `${page} links to ${pathname}${hash}`),
  );
}

function values(html: string, pattern: RegExp): readonly string[] {
  return Array.from(html.matchAll(pattern), ([, value = ""]) =>
    value.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"'),
  );
}
