/** What is asked of every view, however it looks. */

import axe from "axe-core";
import type { Page } from "playwright-core";

export const VIEWS = [
  "doors",
  "people",
  "arrivals",
  "timeline",
  "activity",
  "keys",
  "health",
] as const;
export type ViewName = (typeof VIEWS)[number];

/** The views, and what stands behind them in the address. */
export const PAGES = [
  ...VIEWS,
  "people/add",
  "people/matrix",
  "people/elsewhere",
  "people/import",
] as const;

export const PANEL = "cloud-locks-panel";

/** What axe finds in an element, one line for each finding; empty: nothing. */
export async function findings(page: Page, of = PANEL): Promise<string[]> {
  await page.evaluate(axe.source);
  const element = page.locator(of).first();
  return await element.evaluate(async (panel) => {
    // What was evaluated above; the module is not in the page.
    const inPage = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await inPage.run(panel, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes.map((it) => `${id} (${impact}): ${it.html} ${it.failureSummary}`),
    );
  });
}

/** Elements of the panel that stand out of the window to the side. */
export const sticking = (page: Page): Promise<string[]> =>
  page.locator(PANEL).evaluate((panel) => {
    const found: string[] = [];
    const look = (element: Element): void => {
      const box = element.getBoundingClientRect();
      if (box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)) {
        found.push(`${element.localName}.${element.className} ends at ${box.right}`);
        return;
      }
      // What scrolls by itself, such as a wide table, may be as wide as it likes.
      if (!["auto", "scroll"].includes(getComputedStyle(element).overflowX)) {
        [...(element.shadowRoot?.children ?? []), ...element.children].forEach(look);
      }
    };
    look(panel);
    if (document.documentElement.scrollWidth > innerWidth) {
      found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    }
    return found;
  });

/** Wait until a view has read what it shows. */
export async function settled(page: Page): Promise<void> {
  await page.getByText("Reading…").waitFor({ state: "hidden" });
  await page.getByText("Reading the house…").waitFor({ state: "hidden" });
  await page.evaluate(() => document.fonts.ready);
}

/** All texts of the panel and what stands in its inputs, in whatever shadow. */
export const textOf = (page: Page): Promise<string> =>
  page.locator(PANEL).evaluate((panel) => {
    const texts: string[] = [];
    const look = (node: Node): void => {
      if (node instanceof HTMLInputElement) {
        texts.push(node.value);
      }
      if (node instanceof Element) {
        node.shadowRoot?.childNodes.forEach(look);
        texts.push(...[...node.attributes].map((it) => it.value));
      }
      if (node instanceof Text) {
        texts.push(node.data);
      }
      node.childNodes.forEach(look);
    };
    look(panel);
    return texts.join("\n");
  });
