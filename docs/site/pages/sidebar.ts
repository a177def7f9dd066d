/** The sidebars and the navigation, made from the sections. */

import type { DefaultTheme } from "vitepress";
import { sectionsOfPages, titleOf, type SectionOfPages } from "./pages.ts";

/** A sidebar for each section. */
export function sidebars(): DefaultTheme.SidebarMulti {
  return Object.fromEntries(
    sectionsOfPages().map((section) => [
      `/${section.path}/`,
      section.groups.map(({ title, closed, pages }) => ({
        text: title,
        ...(closed && { collapsed: true }),
        items: pages.map((page) => ({ text: titleOf(page), link: `/${page.path}` })),
      })),
    ]),
  );
}

/** The navigation at the top: the first page of each section, and the playground. */
export function navigation(hasPlayground: boolean): DefaultTheme.NavItem[] {
  const items = sectionsOfPages().flatMap((section) => {
    const link = firstPath(section);
    return link === undefined
      ? []
      : [{ text: section.title, link: `/${link}`, activeMatch: `^/${section.path}/` }];
  });
  return [...items, ...(hasPlayground ? [{ text: "Playground", link: "/playground" }] : [])];
}

function firstPath({ groups }: SectionOfPages): string | undefined {
  return groups[0]?.pages[0]?.path;
}
