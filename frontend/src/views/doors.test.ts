import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DoorView } from "../data/types.js";
import { useLocale } from "../ha/format.js";
import { all, buttonOf, press, settle, textOf } from "../test/hands.js";
import {
  access,
  accessDoor,
  door,
  event,
  house,
  mount,
  update,
} from "../test/house.js";
import { DoorsView } from "./doors.js";
import { DoorRow } from "./doors/door.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T14:30:00+01:00") });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function show(doors: Partial<DoorView>[], with_ = {}) {
  const rows = doors.map((it, index) => door({ door_id: `a:${index}`, ...it }));
  const { home, callWS } = house({ doors: rows, ...with_ });
  useLocale(home.hass);
  const view = await mount(new DoorsView(), { home });
  await settle();
  return { view, home, callWS };
}

const names = (view: DoorsView) =>
  all<DoorRow>(view, "cloud-locks-door").map((it) => it.door.name);

const headings = (view: DoorsView) => all(view, "h3").map((it) => it.textContent);

test("doors stand by area and name, those without an area last", async () => {
  const { view } = await show([
    { name: "Shed", area: null },
    { name: "Room 10", area: "Upstairs" },
    { name: "Room 2", area: "Upstairs" },
    { name: "Gate", area: "Garden" },
  ]);
  expect(headings(view)).toEqual(["Garden", "Upstairs", "Without an area"]);
  expect(names(view)).toEqual(["Gate", "Room 2", "Room 10", "Shed"]);
});

test("a row says how the door stands, and who came last", async () => {
  const last = event({ occurred_at: "2026-11-21T14:05:00+01:00" });
  const { view } = await show([
    { last_access: last, battery: 80, last_contact: "2026-11-20T10:00:00+01:00" },
  ]);
  const text = textOf(view);
  expect(text).toContain("Locked · Door closed");
  expect(text).toContain("Anna, with a code, 14:05");
  expect(text).toContain("Battery 80%");
  expect(text).toContain("Reachable, last heard from Fri, Nov 20, 10:00");
});

test("what the lock does not tell itself is called so", async () => {
  const { view } = await show([{ bolt_reported: false, door: null }]);
  expect(textOf(view)).toContain("Locked, as last commanded from here");
});

test("a problem says what to do", async () => {
  const problem = {
    reason: "list_full",
    message: "There is no room.",
    since: "2026-11-21T09:00:00+01:00",
    code_id: "7",
    name: "Ben",
  };
  const { view } = await show([{ problems: [problem] }]);
  expect(textOf(view)).toMatch(/Ben : There is no room\. Since 09:00/);
});

test("a chip shows only doors that need somebody", async () => {
  const { view } = await show([
    { name: "Fine" },
    { name: "Flat", battery: 9, battery_low: true },
    { name: "Ajar", bolt: "unlocked" },
  ]);
  await press(view, "Needs attention 1");
  expect(names(view)).toEqual(["Flat"]);
  expect(buttonOf(view, "Needs attention 1").getAttribute("aria-pressed")).toBe("true");
  await press(view, "Unlocked 1");
  expect(names(view)).toEqual(["Ajar"]);
});

test("a search finds by door and area, and says when nothing fits", async () => {
  const { view } = await show([
    { name: "Gate", area: "Garden" },
    { name: "Shed", area: "Garden" },
    { name: "Cellar", area: "House" },
  ]);
  const field = all<HTMLInputElement>(view, "input")[0] as HTMLInputElement;
  const search = async (words: string) => {
    field.value = words;
    field.dispatchEvent(new InputEvent("input"));
    await settle();
  };
  await search("garden gat");
  expect(names(view)).toEqual(["Gate"]);
  await search("attic");
  expect(textOf(view)).toContain("No door fits.");
  await press(view, "Show all doors");
  expect(names(view)).toHaveLength(3);
});

test("an update touches one row", async () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ name: `Door ${index}` }));
  const { view, home } = await show(many);
  const renders = vi.spyOn(DoorRow.prototype as never, "render");
  home.take(
    update({ doors: [door({ door_id: "a:7", name: "Door 7", bolt: "open" })] }),
  );
  await view.updateComplete;
  await settle();
  expect(renders).toHaveBeenCalledOnce();
  expect(textOf(view)).toContain("Open · Door closed");
});

test("a thousand doors come page by page", async () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `Door ${index}` }));
  const { view } = await show(many);
  expect(names(view)).toHaveLength(48);
  await press(view, "Show 952 more doors");
  expect(names(view)).toHaveLength(96);
  expect(names(view)[95]).toBe("Door 95");
});

test("who has access here is counted", async () => {
  const at = (status: string) => [accessDoor({ door_id: "a:0", status })];
  const { view } = await show([{}], {
    access: [
      access({ grant_id: "1", doors: at("active") }),
      access({ grant_id: "2", doors: at("pending") }),
      access({ grant_id: "3", doors: at("removed") }),
      access({ grant_id: "4", status: "ended", doors: at("active") }),
    ],
  });
  expect(textOf(view)).toContain("2 people have access");
});

const asks = { asking_until: "2026-11-21T14:31:00+01:00", device_id: "bell" };
const bell = (key: string) => ({
  entity_id: `button.${key}`,
  device_id: "bell",
  platform: "cloud_locks",
  translation_key: key,
});

test("who asks at the door comes first, and is let in by its button", async () => {
  const { view, home, callWS } = await show([{ name: "Attic" }, { name: "Gate" }]);
  home.hass.entities = {
    a: bell("accept_request"),
    b: bell("reject_request"),
  };
  home.take(update({ doors: [door({ door_id: "a:1", name: "Gate", ...asks })] }));
  await settle();
  expect(headings(view)).toEqual(["Somebody is at the door", "Hall"]);
  expect(textOf(view)).toContain("asks to be let in, until 14:31");
  expect(all(view, "[role=status]")[0]?.textContent).toContain("Gate");
  await press(view, "Let in");
  await press(view, "Press again: Let in");
  await press(view, "Turn away");
  expect(callWS.mock.calls.map(([it]) => it.service_data)).toEqual([
    { entity_id: "button.accept_request" },
    { entity_id: "button.reject_request" },
  ]);
});

test("where a code is asked for, the lock itself lets in", async () => {
  const { view, callWS } = await show([{ ...asks, confirm_code: true }]);
  await press(view, "Let in");
  const form = all<HTMLFormElement>(view, "form")[0] as HTMLFormElement;
  (form.querySelector("input") as HTMLInputElement).value = "4711";
  form.requestSubmit();
  await settle();
  expect(callWS.mock.calls[0]?.[0]).toMatchObject({
    domain: "lock",
    service: "unlock",
    service_data: { code: "4711" },
  });
});

test("without any door it says what to do", async () => {
  const { view } = await show([]);
  expect(textOf(view)).toContain("Add a lock in its vendor's app");
});
