import { afterEach, expect, test, vi } from "vitest";
import { useLanguage } from "./localize.js";
import { Panel } from "./panel.js";
import { all, buttonOf, press, settle, textOf } from "./test/hands.js";
import { account, house, mount, update } from "./test/house.js";
import type { UpdateView } from "./data/types.js";

afterEach(async () => {
  document.body.replaceChildren();
  await useLanguage("en");
});

async function open(path = "/doors", first: Partial<UpdateView> = {}) {
  const { hass } = house().home;
  let tell: (message: UpdateView) => void = () => undefined;
  const stop = vi.fn();
  hass.connection.subscribeMessage = (listener) => {
    tell = listener as never;
    return Promise.resolve(stop);
  };
  const route = { prefix: "/cloud-locks", path };
  const panel = await mount(new Panel(), { hass, route });
  await settle();
  const begin = { complete: true, accounts: [account()], issues: [], ...first };
  tell(update(begin));
  await settle();
  return { panel, hass, stop };
}

test("a tab for each view, and the one that is open is marked", async () => {
  const { panel } = await open("/health");
  expect(all(panel, "nav a").map((it) => it.textContent.trim())).toEqual([
    "Doors",
    "People",
    "Arrivals",
    "Timeline",
    "Activity",
    "Keys",
    "Health",
  ]);
  expect(buttonOf(panel, "Health").getAttribute("aria-current")).toBe("page");
  expect(all(panel, "cloud-locks-health")).toHaveLength(1);
});

test("a tab opens its view without loading the page", async () => {
  const { panel } = await open();
  const moved = vi.fn();
  window.addEventListener("location-changed", moved, { once: true });
  await press(panel, "Doors");
  expect(moved).toHaveBeenCalledOnce();
  expect(location.pathname).toBe("/cloud-locks/doors");
});

test("without a view in the address it goes to the doors", async () => {
  await open("");
  expect(location.pathname).toBe("/cloud-locks/doors");
});

test("until the house has been read it says so", async () => {
  const panel = await mount(new Panel(), { hass: house().home.hass });
  await settle();
  expect(textOf(panel)).toContain("Reading the house…");
});

test("without an account it leads to connecting one", async () => {
  const { panel } = await open("/doors", { accounts: [] });
  expect(textOf(panel)).toContain("No account of locks is connected yet.");
  expect(all(panel, "a.button")).toHaveLength(1);
});

test("who may not see it is told who may", async () => {
  const { hass } = house().home;
  hass.connection.subscribeMessage = () =>
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- theirs
    Promise.reject({ code: "unauthorized", message: "No" });
  const panel = await mount(new Panel(), { hass });
  await settle();
  expect(textOf(panel)).toContain("Only administrators");
});

test("what could not be read is read again when somebody asks for it", async () => {
  const { hass } = house().home;
  const subscribe = vi.fn().mockRejectedValue({ code: "unknown", message: "Not yet" });
  hass.connection.subscribeMessage = subscribe;
  const panel = await mount(new Panel(), { hass });
  await settle();
  expect(textOf(panel)).toContain("This could not be read: Not yet");
  await press(panel, "Try again");
  expect(subscribe).toHaveBeenCalledTimes(2);
});

test("another language is spoken at once", async () => {
  const { panel, hass } = await open();
  panel.hass = { ...hass, language: "de" };
  await vi.waitFor(() => expect(textOf(panel)).toContain("Türen"));
});

test("states of the house that are no text of ours render nothing", async () => {
  const { panel, hass } = await open();
  const renders = vi.spyOn(panel as unknown as { render(): unknown }, "render");
  panel.hass = { ...hass, states: {} };
  await settle();
  expect(renders).not.toHaveBeenCalled();
  expect(panel.home.hass.states).toEqual({});
});

test("a page that is left is followed no longer, and followed anew later", async () => {
  const { panel, stop } = await open();
  panel.remove();
  await settle();
  expect(stop).toHaveBeenCalledOnce();
  const subscribe = vi.fn(() => Promise.resolve(() => undefined));
  panel.home.hass.connection.subscribeMessage = subscribe;
  document.body.append(panel);
  await settle();
  expect(subscribe).toHaveBeenCalledOnce();
});

test("a narrow page, or one without a sidebar, has a button for it", async () => {
  const { panel, hass } = await open();
  expect(textOf(panel)).not.toContain("Open the menu");
  const toggled = vi.fn();
  panel.addEventListener("hass-toggle-menu", toggled);
  panel.narrow = true;
  await settle();
  await press(panel, "Open the menu");
  expect(toggled).toHaveBeenCalledOnce();
  panel.narrow = false;
  panel.hass = { ...hass, dockedSidebar: "always_hidden" };
  await settle();
  expect(buttonOf(panel, "Open the menu")).toBeTruthy();
});
