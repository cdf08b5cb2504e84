/** How long a browser works on a house of 1,000 locks; figures for docs/performance.md. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, CDPSession, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, door, update } from "../src/test/house.js";
import type { UpdateView } from "../src/data/types.js";
import { DESKTOP, launch } from "./browser.js";

const LOCKS = 1_000;
const RUNS = 5;
const ORIGIN = "http://panel.test";
const BUILT = fileURLToPath(new URL("../test-results/built", import.meta.url));

const PAGE = `<!doctype html><script type="module" src="/cloud-locks.js"></script>`;

const HASS = {
  states: {},
  entities: {},
  user: { id: "me", name: "Me", is_admin: true },
  language: "en",
  locale: { language: "en", time_format: "24", time_zone: "server" },
  config: { time_zone: "Europe/Amsterdam" },
};

let browser: Browser;

beforeAll(async () => {
  await build({ build: { outDir: BUILT }, logLevel: "warn" });
  browser = await launch();
});
afterAll(() => browser.close());

const numbered = (index: number) =>
  door({
    door_id: `house:${index}`,
    name: `Door ${index}`,
    area: `Floor ${index % 40}`,
    device_id: `device ${index}`,
  });

/** A page with nothing on it that answers every address from the built files. */
async function emptyPage(): Promise<Page> {
  const page = await browser.newPage({ viewport: DESKTOP });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const isPage = !pathname.endsWith(".js");
    await route.fulfill({
      contentType: isPage ? "text/html" : "text/javascript",
      body: isPage ? PAGE : await readFile(`${BUILT}${pathname}`),
    });
  });
  await page.goto(`${ORIGIN}/cloud-locks/doors`);
  return page;
}

/** Put the panel on the page; what is told goes to the function `tell` of the window. */
async function addPanel(page: Page): Promise<void> {
  await page.evaluate(async (hass) => {
    await customElements.whenDefined("cloud-locks-panel");
    const panel = document.createElement("cloud-locks-panel");
    Object.assign(panel, {
      hass: {
        ...hass,
        callWS: () => Promise.resolve({}),
        connection: {
          subscribeMessage: (listener: unknown) => {
            Object.assign(window, { tell: listener });
            return Promise.resolve(() => undefined);
          },
        },
      },
      route: { prefix: "/cloud-locks", path: "/doors" },
    });
    document.body.append(panel);
    await new Promise(requestAnimationFrame);
  }, HASS);
}

/** Milliseconds of the page's thread until what was told is on the screen. */
async function spent(page: Page, client: CDPSession, told: UpdateView) {
  const text = JSON.stringify(told);
  const before = await busy(client);
  await page.evaluate(async (json) => {
    const { tell } = window as unknown as { tell: (update: unknown) => void };
    tell(JSON.parse(json));
    await new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done, 0));
    });
  }, text);
  return (await busy(client)) - before;
}

/** Script, styles, layout and painting so far; script alone leaves out microtasks. */
async function busy(client: CDPSession): Promise<number> {
  const { metrics } = await client.send("Performance.getMetrics");
  return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
}

const median = (values: number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

test(`${LOCKS} locks`, async () => {
  const doors = Array.from({ length: LOCKS }, (_, index) => numbered(index));
  const accounts = [account({ locks: LOCKS })];
  const first: number[] = [];
  const later: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await emptyPage();
    const client = await page.context().newCDPSession(page);
    await client.send("Performance.enable");
    await addPanel(page);
    const all = update({ complete: true, doors, accounts, issues: [] });
    first.push(await spent(page, client, all));
    const one = { ...numbered(0), bolt: "unlocked" };
    later.push(await spent(page, client, update({ doors: [one] })));
    expect(await page.locator("cloud-locks-door").count()).toBeGreaterThan(40);
    await page.close();
  }
  console.info(`first view: ${median(first).toFixed(0)} ms`);
  console.info(`one lock changed: ${median(later).toFixed(0)} ms`);
  expect(median(first)).toBeLessThan(1_000);
});
