import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { launch, open, signedIn } from "./browser.js";

const stage = inject("stage");
let browser: Browser;
let anna: BrowserContext;

beforeAll(async () => {
  browser = await launch();
  anna = await signedIn(browser, stage, stage.admin);
});

afterAll(() => browser.close());

test("the demo opens at the panel", async () => {
  const page = await anna.newPage();
  await page.goto("/");
  await page.getByRole("heading", { name: "Access", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/cloud-locks/doors");
});

test("all twelve doors are there", async () => {
  const page = await open(anna, "doors");
  await page.getByText("Kitchen door").first().waitFor();
});
