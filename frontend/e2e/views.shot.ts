/** Every view of the demo, as it looks on a desk and on a phone. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, test } from "vitest";
import { act, launch, open, PHONE, reload, signedIn } from "./browser.js";
import { read, type Stage, start, stop } from "./home.js";
import { settled, VIEWS, type ViewName } from "./looks.js";

const FOLDER = process.env["PICTURES"] ?? "test-results/pictures";
const QUICK = process.env["ONLY"]?.split(",");

interface House {
  arguments: string[];
  views: readonly ViewName[];
  /** All locks are taken down before the pictures. */
  emptied?: boolean;
}

const ONE = ["--scene", "large:1", "--brands", "tedee"];
const SIXTY = ["--scene", "large:15", "--brands", "tedee", "ttlock", "tuya", "yale"];
const HOMES: Record<string, House> = {
  demo: { arguments: ["--story"], views: VIEWS },
  none: { arguments: ONE, views: VIEWS, emptied: true },
  one: { arguments: ONE, views: VIEWS },
  many: { arguments: SIXTY, views: ["doors", "people", "keys", "health"] },
};

/** Pages that are not views themselves. */
const BEHIND = {
  "people/add": "add",
  "people/matrix": "matrix",
  "people/elsewhere": "elsewhere",
  "people/import": "import",
};

let browser: Browser;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launch();
});

afterAll(() => browser.close());

describe.each(Object.keys(HOMES).filter((it) => QUICK?.includes(it) ?? true))(
  "%s",
  (name) => {
    const home: House = HOMES[name] ?? { arguments: [], views: [] };
    const process = { running: undefined as ReturnType<typeof start> | undefined };
    let stage: Stage;
    let light: BrowserContext;
    let dark: BrowserContext;

    beforeAll(async () => {
      process.running = start(home.arguments);
      stage = await read(process.running);
      if (home.emptied === true) {
        await act(stage, "reset", { scene: "empty" });
        await reload(stage);
      }
      light = await signedIn(browser, stage, stage.admin);
      dark = await signedIn(browser, stage, stage.admin, {
        viewport: PHONE,
        colorScheme: "dark",
        isMobile: true,
        hasTouch: true,
      });
    });

    afterEach(() =>
      Promise.all([light, dark].flatMap((it) => it.pages()).map((it) => it.close())),
    );

    afterAll(async () => {
      if (process.running !== undefined) {
        await stop(process.running);
      }
    });

    test.each(home.views)("%s", async (view) => {
      await take(await shown(light, view), `${name}-${view}`);
      await take(await shown(dark, view), `${name}-${view}-phone`);
    });

    test.runIf(name === "demo")(
      "what stands behind a view, and the cards",
      async () => {
        for (const [path, called] of Object.entries(BEHIND)) {
          await take(await shown(light, path), `${name}-${called}`);
        }
        for (const [context, suffix] of [
          [light, ""],
          [dark, "-phone"],
        ] as const) {
          const page = await context.newPage();
          await page.goto("/demo-dashboard");
          await page
            .locator("cloud-locks-activity-card")
            .getByRole("listitem")
            .first()
            .waitFor();
          await take(page, `${name}-cards${suffix}`);
        }
      },
    );
  },
);

const shown = async (context: BrowserContext, view: string): Promise<Page> => {
  const page = await open(context, view);
  await settled(page);
  // What is counted and drawn a moment later, such as a now-line.
  await page.waitForTimeout(700);
  return page;
};

const take = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(FOLDER, `${name}.png`), scale: "css" });
};
