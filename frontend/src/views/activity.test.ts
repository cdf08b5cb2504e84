import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChangeView, EventView } from "../data/types.js";
import { useLocale } from "../ha/format.js";
import { all, buttonOf, textOf } from "../test/hands.js";
import { door, event, house, mount, update } from "../test/house.js";
import { ActivityView } from "./activity.js";

const change: ChangeView = {
  at: "2026-11-21T09:30:00+01:00",
  change: "granted",
  grant_id: "anna",
  name: "Anna",
  user: "Mario",
};
const alarm = event({
  event_id: "alarm",
  stream: "alarm",
  type: "forced",
  who: null,
  grant_id: null,
  method: "unknown",
  occurred_at: "2026-11-20T23:10:00+01:00",
});
const card = event({
  event_id: "card",
  type: "denied",
  method: "card",
  who: null,
  grant_id: null,
  door_id: "back",
  occurred_at: "2026-11-21T09:00:00+01:00",
});

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-11-21T10:00:00Z") }));
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function view(
  events: EventView[] = [event(), card, alarm],
  changes = [change],
  sub = "",
) {
  const back = door({ door_id: "back", name: "Back door", adds: ["rfid_code"] });
  const { home, callWS } = house({ doors: [door(), back] });
  useLocale(home.hass);
  callWS.mockResolvedValue({ events, changes });
  const it = await mount(new ActivityView(), { home, sub });
  await vi.advanceTimersByTimeAsync(0);
  return { it, home, callWS };
}

const lines = (it: ActivityView) => all(it, "cloud-locks-entry").map(textOf);
const select = (it: ActivityView, name: string) => {
  const label = all(it, "label").find((el) => textOf(el).startsWith(name));
  const found = label?.querySelector("select");
  if (found == null) {
    throw new Error(name);
  }
  return found;
};
async function choose(it: ActivityView, name: string, value: string) {
  const found = select(it, name);
  found.value = value;
  found.dispatchEvent(new Event("change"));
  await vi.advanceTimersByTimeAsync(0);
}

test("what happened and who changed what stand by day, newest first", async () => {
  const { it } = await view();
  expect(lines(it)).toEqual([
    "Anna unlocked Front door with a code 10:00",
    "Mario gave Anna access 09:30",
    "A card that it does not know was held to Back door Give this card to… 09:00",
    "Alarm: Front door was forced open 23:10",
  ]);
  expect(all(it, "h3").map(textOf)).toEqual(["Today", "Yesterday"]);
  expect(all(it, ".alarm")).toHaveLength(1);
});

test("a name leads to the access as long as it is there", async () => {
  const { it, home } = await view([event()], []);
  const links = () => all(it, "a").map((found) => found.getAttribute("href"));
  expect(links()).toEqual(["/cloud-locks/people/anna"]);
  home.take(update({ removed_access: ["anna"] }));
  home.take(update({ events: [event({ event_id: "2" })] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(lines(it)).toHaveLength(2);
});

test("it is chosen by door, person, kind and method", async () => {
  const { it } = await view();
  await choose(it, "Door", "back");
  expect(lines(it)).toHaveLength(1);
  await choose(it, "Door", "");
  await choose(it, "Who", "Anna");
  expect(lines(it)).toHaveLength(2);
  await choose(it, "What", "changes");
  expect(lines(it)).toEqual(["Mario gave Anna access 09:30"]);
  await choose(it, "By what", "card");
  expect(textOf(it)).toContain("Nothing of this kind is known.");
  buttonOf(it, "Show everything").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(lines(it)).toHaveLength(4);
  expect(select(it, "Who").value).toBe("");
});

test("what happens now comes on top once, and is read out if it is shown", async () => {
  const { it, home } = await view();
  const live = () => textOf(all(it, "[aria-live=polite]")[0] ?? it);
  expect(live()).toBe("");
  const fresh = event({ event_id: "2", who: "Ben", grant_id: null, type: "locked" });
  const at = "2026-11-21T10:59:00+01:00";
  home.take(update({ events: [event(), { ...fresh, occurred_at: at }] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(lines(it)).toHaveLength(5);
  expect(lines(it)[0]).toBe("Ben locked Front door with a code 10:59");
  expect(live()).toContain("Ben locked Front door with a code");
  home.take(update({ events: [{ ...alarm, event_id: "4" }] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(live()).toBe("Alarm: Front door was forced open");
  await choose(it, "Door", "back");
  home.take(update({ events: [event({ event_id: "3", type: "unlatched" })] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(live()).toBe("");
});

test("older events of a door are read from its lock until there are none", async () => {
  const { it, callWS } = await view([event(), card, alarm], [], "back");
  expect(lines(it)).toHaveLength(1);
  callWS.mockResolvedValue({
    events: [{ ...card, event_id: "old", occurred_at: "2026-10-01T09:00:00+02:00" }],
  });
  buttonOf(it, "Look further back at Back door").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(callWS).toHaveBeenLastCalledWith({
    type: "cloud_locks/activity/older",
    door_id: "back",
    before: card.occurred_at,
  });
  expect(lines(it)).toHaveLength(2);
  callWS.mockResolvedValue({ events: [] });
  await vi.advanceTimersByTimeAsync(3_000);
  buttonOf(it, "Look further back at Back door").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(textOf(it)).toContain("The lock has recorded nothing older.");
});

test("a card that nobody has yet is given to somebody", async () => {
  const { it } = await view();
  buttonOf(it, "Give this card to…").click();
  await vi.advanceTimersByTimeAsync(0);
  const [dialog] = all(it, "cloud-locks-add-credential");
  expect(textOf(dialog ?? it)).toContain("A card for Back door");
  expect(all(it, "input[name=number]")).toHaveLength(0);
});

test("not more than a page is rendered at once", async () => {
  const many = Array.from({ length: 130 }, (_, index) =>
    event({ event_id: String(index) }),
  );
  const { it } = await view(many, []);
  expect(lines(it)).toHaveLength(100);
  buttonOf(it, "Show 30 more").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(lines(it)).toHaveLength(130);
});

test("a picture is shown, and one that is gone is not", async () => {
  const { it } = await view([event({ picture: "/api/picture" })], []);
  const [image] = all<HTMLImageElement>(it, "img");
  expect(image?.getAttribute("src")).toBe("/api/picture");
  image?.dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(0);
  expect(all(it, "img")).toHaveLength(0);
});

test("nothing has happened", async () => {
  const { it } = await view([], []);
  expect(textOf(it)).toContain("Nothing has happened yet.");
});
