import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { DESKTOP, launch, open, PHONE, signedIn } from "./browser.js";
import { findings, settled, sticking, VIEWS } from "./looks.js";

const stage = inject("stage");
let browser: Browser;
let anna: BrowserContext;

beforeAll(async () => {
  browser = await launch();
  anna = await signedIn(browser, stage, stage.admin);
});

afterEach(() => Promise.all(anna.pages().map((it) => it.close())));

afterAll(() => browser.close());

const shown = async (view: string): Promise<Page> => {
  const page = await open(anna, view);
  await settled(page);
  return page;
};

test.each(VIEWS)("%s: nothing for axe to find, in light and dark", async (view) => {
  const page = await shown(view);
  expect(await findings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("cloud-locks-panel[dark], cloud-locks-panel").waitFor();
  expect(await findings(page)).toEqual([]);
});

test.each(VIEWS)("%s fits on a phone", async (view) => {
  const page = await shown(view);
  await page.setViewportSize(PHONE);
  await settled(page);
  expect(await sticking(page)).toEqual([]);
  await page.setViewportSize(DESKTOP);
});

test("what is wrong with a door is told on a phone as well", async () => {
  const page = await shown("doors");
  await page.setViewportSize(PHONE);
  const office = page.getByRole("article", { name: "Garden office" });
  await office
    .getByText(/out of reach/i)
    .first()
    .waitFor();
});
