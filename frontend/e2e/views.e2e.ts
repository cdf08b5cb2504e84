import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { close, launch, open, perform, PHONE, signedIn } from "./browser.js";
import { findings, PAGES, PANEL, settled, sticking } from "./looks.js";

const stage = inject("stage");
/** What a lock and somebody are called: as long as may be, and nowhere to break it. */
const LONG = "Donaudampfschifffahrtskapitaen";
let browser: Browser;
let anna: BrowserContext;

beforeAll(async () => {
  browser = await launch();
  anna = await signedIn(browser, stage, stage.admin);
  const of = { entity_id: "lock.back_door" };
  await perform(stage, "rename_lock", { ...of, new_name: LONG });
  await perform(stage, "grant_access", { ...of, name: LONG });
});

afterEach((it) => close(anna, it));

afterAll(() => browser.close());

const shown = async (view: string): Promise<Page> => {
  const page = await open(anna, view);
  await settled(page);
  return page;
};

test.each(PAGES)(
  "%s: nothing for axe to find, room on a phone, in both directions",
  async (view) => {
    const page = await shown(view);
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    // The sidebar takes its time to give way.
    await expect.poll(() => sticking(page), { timeout: 5_000 }).toEqual([]);
    expect(await findings(page)).toEqual([]);
    await page.locator(PANEL).evaluate((panel: HTMLElement) => (panel.dir = "rtl"));
    expect(await sticking(page)).toEqual([]);
  },
);

test("both would be found", async () => {
  const page = await shown("doors");
  await page.locator("cloud-locks-doors").evaluate((view) => {
    const wide = document.createElement("img");
    wide.style.cssText = "display: block; width: 3000px; height: 9px";
    view.shadowRoot?.append(wide);
  });
  expect(await findings(page)).toEqual([expect.stringContaining("image-alt")]);
  expect(await sticking(page)).toContainEqual(expect.stringContaining("img"));
});
