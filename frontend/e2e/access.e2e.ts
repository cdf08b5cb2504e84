import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { act, close, launch, open, perform, refresh, signedIn } from "./browser.js";
import { settled, textOf } from "./looks.js";

const stage = inject("stage");
/** Doors of two vendors. */
const DOORS = ["Front door", "Side door"];
const DIGITS = /^\d{5,9}$/;
let browser: Browser;
let anna: BrowserContext;

beforeAll(async () => {
  browser = await launch();
  anna = await signedIn(browser, stage, stage.admin);
});

afterEach((it) => close(anna, it));

afterAll(() => browser.close());

/** What the element is called that has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
      element = element.shadowRoot.activeElement;
    }
    const label = (element as HTMLInputElement | null)?.labels?.[0];
    const name = element?.getAttribute("aria-label") ?? (label ?? element)?.textContent;
    return (name ?? "").trim();
  });

/** Press Tab until something of that name has the focus, as somebody without a mouse. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let pressed = 0; pressed < 60; pressed++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).startsWith(name)) {
      return;
    }
  }
  throw new Error(`${name} is not reached by Tab`);
};

const pinOf = async (page: Page): Promise<string> => {
  await page.getByRole("button", { name: "Show PIN" }).click();
  const pin = await page.locator("cloud-locks-pin output").innerText();
  expect(pin).toMatch(DIGITS);
  return pin;
};

test("a guest is let in at two vendors' locks, and is seen coming", async () => {
  const page = await open(anna, "people/add");
  await page.getByLabel("Name", { exact: true }).fill("Nora Lindqvist");
  await page.getByRole("button", { name: "Next" }).click();
  for (const door of DOORS) {
    await page.getByRole("checkbox", { name: door }).check();
  }
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page
    .getByText("Nora Lindqvist can open Front door and Side door, at any time.")
    .waitFor();
  await page.getByRole("button", { name: "Give access" }).click();
  const pin = await pinOf(page);
  const doors = page.locator("cloud-locks-access-added");
  await expect.poll(() => doors.getByText("On the lock").count(), WAIT).toBe(2);
  expect(await textOf(page)).toContain(pin);
  await page.getByRole("button", { name: "Close" }).last().click();
  expect(await textOf(page)).not.toContain(pin);

  for (const door of DOORS) {
    expect(await act(stage, "type-pin", { lock: door, pin })).toBe("accepted");
  }
  await page
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: "Activity" })
    .click();
  for (const door of DOORS) {
    const entry = page
      .locator("cloud-locks-entry")
      .filter({ hasText: `Nora Lindqvist unlocked ${door} with a code` });
    await expect
      .poll(async () => {
        await refresh(stage, door);
        return await entry.count();
      }, WAIT)
      .toBe(1);
  }
});

test("a PIN that is shown is hidden again: by a click, by another, by itself", async () => {
  const page = await anna.newPage();
  await page.clock.install();
  await page.goto(`/cloud-locks/people/${await idOf("Anna")}`);
  const first = await pinOf(page);
  await page.getByRole("button", { name: "Hide PIN" }).click();
  expect(await textOf(page)).not.toContain(first);

  expect(await pinOf(page)).toBe(first);
  await page.getByRole("button", { name: "Hide PIN" }).hover();
  await page.clock.runFor(25_000);
  await expect.poll(() => textOf(page), WAIT).not.toContain(first);
});

test("a PIN that is typed is behind dots while nobody types", async () => {
  const page = await open(anna, `people/${await idOf("Anna")}/rotate`);
  const field = page.getByLabel("PIN", { exact: true });
  await field.fill("739105");
  const look = () =>
    field.evaluate((it) =>
      getComputedStyle(it).getPropertyValue("-webkit-text-security"),
    );
  expect(await look()).toBe("none");
  await field.blur();
  expect(await look()).toBe("disc");
});

test("access can be given without a mouse", async () => {
  const page = await open(anna, "people");
  await settled(page);
  await tabTo(page, "Give access");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe("Name");
  await page.keyboard.type("Wim without a mouse");
  await page.keyboard.press("Enter");
  await tabTo(page, "Cellar");
  await page.keyboard.press("Space");
  await tabTo(page, "Next");
  await page.keyboard.press("Enter");
  await tabTo(page, "Next");
  await page.keyboard.press("Enter");
  await page.getByText("Wim without a mouse can open Cellar, at any time.").waitFor();
  await tabTo(page, "Give access");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Show PIN" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(await idOf("Wim without a mouse")).toMatch(/./);
});

test("what is taken away by a second press comes back by Undo", async () => {
  const page = await open(anna, `people/${await idOf("Tom, the garden")}`);
  const status = page.locator("cloud-locks-access-detail .status").first();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect.poll(() => status.innerText(), WAIT).toBe("Paused");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => status.innerText(), WAIT).not.toBe("Paused");

  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: "Press again: Remove" }).click();
  await page.getByText("Access of Tom, the garden ended").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Tom, the garden has access again").waitFor();
  await expect.poll(() => idOf("Tom, the garden"), WAIT).not.toBe("");
});

test("a door is unlocked by a second press", async () => {
  const page = await open(anna, "doors");
  const door = page.getByRole("article", { name: "Cellar" });
  await door.getByRole("button", { name: "Lock", exact: true }).click();
  await door.getByText("Locked").first().waitFor();
  await door.getByRole("button", { name: "Unlock" }).click();
  await door.getByRole("button", { name: "Press again: Unlock" }).click();
  await door.getByText("Unlocked").first().waitFor();
});

test("a lock that goes offline is shown so at once, and why nothing can be done", async () => {
  const page = await open(anna, "doors");
  const lobby = page.getByRole("article", { name: "Lobby" });
  const unlock = lobby.getByRole("button", { name: "Unlock" });
  await unlock.waitFor();
  expect(await unlock.isEnabled()).toBe(true);

  await act(stage, "lock-online", { lock: "Lobby", online: false });
  await lobby.getByText(/^Out of reach/).waitFor();
  await lobby.getByText("Check its battery and the connection").waitFor();
  expect(await unlock.isEnabled()).toBe(false);

  await act(stage, "lock-online", { lock: "Lobby", online: true });
  await lobby.getByText(/^Out of reach/).waitFor({ state: "hidden" });
  expect(await unlock.isEnabled()).toBe(true);
});

const WAIT = { timeout: 60_000, interval: 500 };

const idOf = async (name: string): Promise<string> => {
  const grants = await perform<Record<string, { name: string }>>(
    stage,
    "get_grants",
    {},
  );
  const found = Object.entries(grants).find(([, it]) => it.name === name);
  return found?.[0] ?? "";
};
