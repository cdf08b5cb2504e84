import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { close, launch, open, PHONE, signedIn } from "./browser.js";
import { findings, PAGES, settled, sticking } from "./looks.js";

const stage = inject("stage");
let browser: Browser;
let anna: BrowserContext;

beforeAll(async () => {
  browser = await launch();
  anna = await signedIn(browser, stage, stage.admin);
});

afterEach((it) => close(anna, it));

afterAll(() => browser.close());

const shown = async (view: string): Promise<Page> => {
  const page = await open(anna, view);
  await settled(page);
  return page;
};

test.each(PAGES)("%s: nothing for axe to find, and room on a phone", async (view) => {
  const page = await shown(view);
  expect(await findings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize(PHONE);
  await settled(page);
  expect(await sticking(page)).toEqual([]);
  expect(await findings(page)).toEqual([]);
});

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
