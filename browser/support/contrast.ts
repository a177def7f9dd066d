/** Finds text that is hard to read, by the colours that a browser has computed. */

import type { Page } from "playwright-core";

/** A text and its contrast with what is behind it, from 1 to 21. */
interface Contrast {
  readonly text: string;
  readonly contrast: number;
}

/**
 * The texts of an element with less contrast than WCAG 2 asks for at level AA. Controls that are disabled are left out, as
 * they are there, and so are texts on pictures and gradients.
 */
export function lowContrasts(page: Page, selector: string): Promise<readonly Contrast[]> {
  return page.evaluate(`(${SCRIPT})(${JSON.stringify(selector)})`);
}

/** It is text, because the types of this folder are those of Node. */
const SCRIPT = String.raw`(selector) => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const low = [];
  const root = document.querySelector(selector);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent.trim();
    const box = element.getBoundingClientRect();
    if (text === "" || box.width < 2 || box.height < 2 || element.closest(":disabled, option")) continue;
    const chain = [];
    for (let at = element; at; at = at.parentElement) chain.unshift(getComputedStyle(at));
    if (chain.some((style) => style.backgroundImage !== "none")) continue;
    const behind = ["white", ...chain.map((style) => style.backgroundColor)];
    const style = chain.at(-1);
    const [one, other] = [over(behind), over([...behind, style.color])].map(luminance);
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24;
    if (contrast < (isLarge ? 3 : 4.5)) low.push({ text, contrast: Math.round(contrast * 100) / 100 });
  }
  return low;
}`;
