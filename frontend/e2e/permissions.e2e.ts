import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launch, signedIn } from "./browser.js";
import { findings } from "./looks.js";

const stage = inject("stage");
const SIDEBAR = 'ha-sidebar [href="/cloud-locks"], ha-sidebar [href^="/cloud-locks/"]';
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

const begin = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage();
  await page.goto("/profile");
  await page.locator("ha-sidebar").waitFor();
  return page;
};

test("an administrator finds the panel in the sidebar", async () => {
  const page = await begin(await signedIn(browser, stage, stage.admin));
  await page.locator(SIDEBAR).first().waitFor();
});

describe("somebody who administers nothing", () => {
  let page: Page;

  beforeAll(async () => {
    page = await begin(await signedIn(browser, stage, stage.user));
  });

  test("has no panel in the sidebar", async () => {
    await page.locator('ha-sidebar [href^="/demo-dashboard"]').first().waitFor();
    expect(await page.locator(SIDEBAR).count()).toBe(0);
  });

  test("sees no panel by its address", async () => {
    await page.goto("/cloud-locks/people");
    await page.locator("home-assistant-main").waitFor();
    await expect(
      page.locator("cloud-locks-panel").waitFor({ timeout: 3_000 }),
    ).rejects.toThrow("Timeout");
  });

  test("sees the cards, which are made of states alone", async () => {
    await page.goto("/demo-dashboard");
    const cards = page.locator("cloud-locks-lock-card");
    await cards.getByText("Front door").first().waitFor();
    await page
      .locator("cloud-locks-activity-card")
      .getByRole("listitem")
      .first()
      .waitFor();
    expect(await cards.count()).toBe(4);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await findings(page, "cloud-locks-lock-card")).toEqual([]);
      expect(await findings(page, "cloud-locks-activity-card")).toEqual([]);
    }
  });

  test.each([
    { type: "cloud_locks/subscribe" },
    { type: "cloud_locks/activity" },
    { type: "cloud_locks/arrivals" },
    { type: "cloud_locks/pin/reveal", grant_id: "whose" },
    { type: "cloud_locks/import", csv: "name", dry_run: true },
  ])("gets nothing from $type", async (message) => {
    const answer = await page.evaluate(async (sent) => {
      const { hass } = document.querySelector("home-assistant") as unknown as {
        hass: { callWS: (message: object) => Promise<unknown> };
      };
      try {
        return { result: await hass.callWS(sent) };
      } catch (error) {
        return error;
      }
    }, message);
    expect(answer).toMatchObject({ code: "unauthorized" });
  });
});
