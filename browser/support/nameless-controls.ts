/** Finds controls without a name, by the tree that Chromium gives to screen readers. */

import type { Page } from "playwright-core";

/** What a user can point at, press or fill in. */
const CONTROLS: ReadonlySet<string> = new Set([
  ...["button", "link", "textbox", "combobox", "gridcell", "grid", "checkbox", "listbox", "region"],
]);

/** The roles of the controls of a page that have no name. */
export async function namelessControls(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes.flatMap(({ ignored, role, name }) => {
    const kind = String(role?.value ?? "");
    const isNameless = typeof name?.value !== "string" || name.value.trim() === "";
    return !ignored && CONTROLS.has(kind) && isNameless ? [kind] : [];
  });
}
