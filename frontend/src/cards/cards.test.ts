import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../cards.js";
import { useLocale } from "../ha/format.js";
import type {
  EntityRegistryDisplayEntry,
  HassEntity,
  HomeAssistant,
} from "../ha/types.js";
import { all, buttonOf, press, settle, textOf } from "../test/hands.js";
import { house } from "../test/house.js";
import { ActivityCard } from "./activity-card.js";
import { LockCard } from "./lock-card.js";

interface HostElement extends HTMLElement {
  setConfig(config: Record<string, unknown>): void;
  hass: HomeAssistant;
  getGridOptions(): Record<string, number>;
}
interface HostClass {
  getStubConfig(hass: HomeAssistant): Record<string, unknown>;
  getConfigForm(): Promise<{
    schema: { name: string }[];
    computeLabel: (field: { name: string }) => string;
  }>;
}

const NOW = "2026-11-21T14:30:00+01:00";
let callWS: ReturnType<typeof house>["callWS"];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

const entity = (
  entity_id: string,
  state: string,
  attributes: Record<string, unknown> = {},
): HassEntity => ({
  entity_id,
  state,
  attributes,
  last_changed: NOW,
  last_updated: NOW,
});

const FRONT: HassEntity[] = [
  entity("lock.front", "locked", {
    friendly_name: "Front door",
    supported_features: 1,
  }),
  entity("binary_sensor.front_door", "off"),
  entity("sensor.front_battery", "9"),
  entity("sensor.front_last_access", "2026-11-21T13:05:00+00:00"),
  entity("sensor.front_last_access_by", "Anna"),
  entity("sensor.front_last_access_method", "code"),
  entity("event.front_access", "2026-11-21T13:05:02+00:00", {
    event_type: "unlocked",
    method: "code",
    who: "Anna",
    occurred_at: "2026-11-21T13:05:00+00:00",
  }),
  entity("event.front_alarm", "unknown"),
  entity("button.front_accept_request", "unavailable"),
  entity("button.front_reject_request", "unavailable"),
];

/** `sensor.front_battery` belongs to the device `front` and is its `battery`. */
function registered(entityId: string): EntityRegistryDisplayEntry {
  const [, device = "", key = "lock"] = /\.([a-z]+)_?(.*)/.exec(entityId) ?? [];
  return {
    entity_id: entityId,
    device_id: device,
    platform: "cloud_locks",
    translation_key: key === "" ? "lock" : key,
  };
}

function home(states: HassEntity[] = FRONT): HomeAssistant {
  const made = house();
  callWS = made.callWS;
  const { hass } = made.home;
  useLocale(hass);
  hass.states = Object.fromEntries(states.map((it) => [it.entity_id, it]));
  hass.entities = Object.fromEntries(
    states.map(({ entity_id }) => [entity_id, registered(entity_id)]),
  );
  return hass;
}

/** What a dashboard does. */
async function show(tag: string, config: Record<string, unknown>, hass = home()) {
  const card = document.createElement(tag) as HostElement;
  card.setConfig({ type: `custom:${tag}`, ...config });
  card.hass = hass;
  document.body.append(card);
  // The first one brings everything.
  const isThere = () => expect(card.firstElementChild?.shadowRoot).toBeTruthy();
  await vi.waitFor(isThere, { timeout: 15_000 });
  await settle();
  return card;
}

const changed = (hass: HomeAssistant, ...states: HassEntity[]): HomeAssistant => ({
  ...hass,
  states: {
    ...hass.states,
    ...Object.fromEntries(states.map((it) => [it.entity_id, it])),
  },
});

const lockCard = (config = {}, hass = home()) =>
  show("cloud-locks-lock-card", { entity: "lock.front", ...config }, hass);
const activityCard = (config = {}, hass = home()) =>
  show("cloud-locks-activity-card", { entities: ["lock.front"], ...config }, hass);

test("a lock card tells what its entities tell", async () => {
  const text = textOf(await lockCard());
  expect(text).toContain("Front door Locked · Door closed");
  expect(text).toContain("Anna, with a code, 14:05");
  expect(text).toContain("Battery low (9%): change it");
});

test("a lock card shows what was chosen, under its own name", async () => {
  const card = await lockCard({ name: "Home", show: ["battery"] });
  expect(textOf(card)).toBe("Home Locked Battery low (9%): change it");
  expect(textOf(await lockCard({ show: [] }))).toContain("Door closed");
});

test("its buttons let in after a second press, locking at once", async () => {
  const card = await lockCard();
  await press(card, "Open");
  expect(callWS).not.toHaveBeenCalled();
  await press(card, "Press again: Open");
  await press(card, "Lock");
  expect(callWS.mock.calls.map(([it]) => it.service)).toEqual(["open", "lock"]);
});

test("a lock without a latch to pull is not opened", async () => {
  const plain = entity("lock.front", "locked", { supported_features: 0 });
  const card = await lockCard({}, changed(home(), plain));
  expect(textOf(card)).not.toContain("Open");
});

test("where the lock asks for a code, the card does", async () => {
  const asks = entity("lock.front", "locked", { code_format: "^.{0,64}$" });
  const card = await lockCard({}, changed(home(), asks));
  await press(card, "Unlock");
  const form = all<HTMLFormElement>(card, "form")[0] as HTMLFormElement;
  (form.querySelector("input") as HTMLInputElement).value = "4711";
  form.requestSubmit();
  await settle();
  expect(callWS.mock.calls[0]?.[0].service_data).toEqual({
    entity_id: "lock.front",
    code: "4711",
  });
});

test("what failed is told in Home Assistant's own way", async () => {
  const card = await lockCard();
  callWS.mockRejectedValue({ code: "x", message: "It is jammed" });
  const told = vi.fn();
  card.addEventListener("hass-notification", (event) => {
    told((event as CustomEvent<{ message: string }>).detail.message);
  });
  await press(card, "Lock");
  expect(told).toHaveBeenCalledWith("Lock did not work: It is jammed");
});

test("out of reach the buttons are off", async () => {
  const away = entity("lock.front", "unavailable", { friendly_name: "Front door" });
  const card = await lockCard({}, changed(home(), away));
  expect(textOf(card)).toContain("Out of reach, or its account is not connected");
  expect(buttonOf(card, "Unlock").disabled).toBe(true);
});

test("who asks at the door is let in from the card", async () => {
  const until = { until: "2026-11-21T14:31:00+01:00" };
  const hass = changed(
    home(),
    entity("button.front_accept_request", "unknown", until),
    entity("button.front_reject_request", "unknown", until),
  );
  const card = await lockCard({}, hass);
  expect(textOf(card)).toContain("asks to be let in, until 14:31");
  await press(card, "Let in");
  await press(card, "Press again: Let in");
  expect(callWS.mock.calls[0]?.[0].service_data).toEqual({
    entity_id: "button.front_accept_request",
  });
});

test("a lock that is gone, or another one's, is told", async () => {
  expect(textOf(await lockCard({ entity: "lock.gone" }))).toContain(
    "lock.gone is not there any more.",
  );
  const hass = home();
  hass.entities = { "lock.front": { ...registered("lock.front"), platform: "zwave" } };
  expect(textOf(await lockCard({}, hass))).toContain(
    "lock.front is not a lock of Cloud Locks.",
  );
  expect(textOf(await activityCard({}, hass))).toContain("is not a lock of");
});

test("a card renders for its own entities alone", async () => {
  const hass = home();
  const card = await lockCard({}, hass);
  const renders = vi.spyOn(LockCard.prototype as never, "renderCard");
  const other = changed(hass, entity("light.kitchen", "on"));
  card.hass = other;
  await settle();
  expect(renders).not.toHaveBeenCalled();
  card.hass = changed(other, entity("sensor.front_battery", "80"));
  await settle();
  expect(renders).toHaveBeenCalledOnce();
  expect(textOf(card)).toContain("Battery 80%");
});

test("activity tells how locks stand, and remembers what it saw", async () => {
  const hass = home();
  const card = await activityCard({ title: "At home" }, hass);
  expect(textOf(card)).toContain("At home Front door : Locked");
  expect(textOf(card)).toContain("Anna unlocked Front door with a code 14:05");
  const later = "2026-11-21T13:20:00+00:00";
  card.hass = changed(
    hass,
    entity("event.front_alarm", later, { event_type: "forced", occurred_at: later }),
  );
  await settle();
  expect(all(card, ".events li").map((it) => textOf(it))).toEqual([
    "Alarm: Front door was forced open 14:20",
    "Anna unlocked Front door with a code 14:05",
  ]);
});

test("activity keeps to the number of rows that was chosen", async () => {
  const card = await activityCard({ rows: 1 });
  expect(all(card, ".events li")).toHaveLength(1);
});

test("what was seen is still known when the page comes back", async () => {
  const hass = home();
  const at = (time: string) =>
    entity("event.front_access", time, { event_type: "locked", occurred_at: time });
  const card = await activityCard({}, changed(hass, at("2026-11-21T13:25:00+00:00")));
  card.hass = changed(hass, at("2026-11-21T13:26:00+00:00"));
  await settle();
  card.remove();
  const again = await activityCard({}, hass);
  expect(textOf(again)).toContain("14:25");
});

test("a name that is not text is refused as it is set", () => {
  const lock = document.createElement("cloud-locks-lock-card") as HostElement;
  expect(() => lock.setConfig({ type: "custom:cloud-locks-lock-card" })).toThrow();
  const activity = document.createElement("cloud-locks-activity-card") as HostElement;
  expect(() => activity.setConfig({ type: "x", entities: "lock.a" })).toThrow();
  expect(lock.getGridOptions()["columns"]).toBe(6);
});

interface Listed {
  type: string;
  name: string;
  description: string;
  getEntitySuggestion(hass: HomeAssistant, id: string): { config: unknown } | null;
}

test("both cards are offered, in the language of whoever looks", () => {
  const cards = (window as Window & { customCards?: Listed[] }).customCards ?? [];
  const page = document.createElement("home-assistant");
  Object.assign(page, { hass: { language: "de" } });
  document.body.append(page);
  expect(cards.map((it) => it.name)).toEqual([
    "Schloss und wer kam",
    "Aktivität der Schlösser",
  ]);
  page.remove();
  expect(cards[0]?.name).toBe("Lock and who came in");
});

test("they are suggested for our locks alone", () => {
  const cards = (window as Window & { customCards?: Listed[] }).customCards ?? [];
  const hass = home();
  hass.entities["lock.other"] = { entity_id: "lock.other", platform: "zwave" };
  expect(cards.map((it) => it.getEntitySuggestion(hass, "lock.front")?.config)).toEqual(
    [
      { type: "custom:cloud-locks-lock-card", entity: "lock.front" },
      { type: "custom:cloud-locks-activity-card", entities: ["lock.front"] },
    ],
  );
  expect(cards[0]?.getEntitySuggestion(hass, "lock.other")).toBeNull();
  expect(cards[0]?.getEntitySuggestion(hass, "sensor.front_battery")).toBeNull();
});

test("they are set up in a form, and begin with a lock of ours", async () => {
  const classes = ["cloud-locks-lock-card", "cloud-locks-activity-card"].map(
    (it) => customElements.get(it) as unknown as HostClass,
  );
  const forms = await Promise.all(classes.map((it) => it.getConfigForm()));
  expect(forms.map((it) => it.schema.map(it.computeLabel))).toEqual([
    [
      "Lock",
      "Name, if it is to be another one",
      "What is shown; everything if nothing is chosen",
    ],
    ["Locks", "Title", "How many events"],
  ]);
  expect(classes.map((it) => it.getStubConfig(home()))).toEqual([
    { entity: "lock.front" },
    { entities: ["lock.front"] },
  ]);
  expect([LockCard, ActivityCard].every((it) => customElements.getName(it))).toBe(true);
});

test("all cards of a page speak the language of whoever looks", async () => {
  const hass = { ...home(), language: "fr" };
  const cards = await Promise.all([lockCard({}, hass), activityCard({}, hass)]);
  await vi.waitFor(() => {
    expect(textOf(cards[0])).toContain("Verrouillée · Porte fermée");
    expect(textOf(cards[1])).toContain("Anna a déverrouillé Front door avec un code");
  });
  cards[0].hass = { ...hass, language: "en" };
  await vi.waitFor(() => expect(buttonOf(cards[0], "Unlock")).toBeTruthy());
});
