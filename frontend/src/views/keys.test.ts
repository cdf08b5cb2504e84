import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type {
  CredentialRow,
  EnrollmentView,
  KeysView as Keys,
  UserRow,
} from "../data/types.js";
import { useLocale } from "../ha/format.js";
import { all, buttonOf, textOf } from "../test/hands.js";
import { always, door, event, house, mount, update } from "../test/house.js";
import { KeysView } from "./keys.js";

const finger: CredentialRow = {
  ...always,
  credential_id: "17",
  credential_type: "fingerprint",
  name: "Anna right",
  user_id: "u1",
  duress: true,
  on_lock: true,
};
const user: UserRow = {
  ...always,
  user_id: "u1",
  name: "Anna Schmidt",
  account: "anna@example.com",
  role: "guest",
  remote: true,
  enabled: null,
  pending: true,
  person: "person.anna",
};
const keys: Keys = { credentials: [finger], users: [user], persons: {} };
const enrollment: EnrollmentView = {
  door_id: "tedee:1:front",
  credential_type: "fingerprint",
  name: "Ben",
  state: "reading",
  step: 2,
  steps: 4,
  credential_id: null,
};
const unknownCard = event({
  event_id: "seen",
  type: "denied",
  method: "card",
  who: null,
  grant_id: null,
});

let answers: Record<string, unknown>;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-21T10:00:00Z") });
  answers = {
    "cloud_locks/keys": keys,
    "cloud_locks/activity": { events: [unknownCard], changes: [] },
    add_credential: { response: { "lock.front_door": { credential_id: "99" } } },
  };
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function view(with_: Parameters<typeof door>[0] = {}) {
  const can = { adds: ["rfid_code"], enrolls: ["fingerprint"] };
  const { home, callWS } = house({ doors: [door({ ...can, ...with_ })] });
  home.hass.states = {
    "person.anna": {
      entity_id: "person.anna",
      state: "home",
      last_changed: "",
      last_updated: "",
      attributes: { friendly_name: "Anna S." },
    },
  };
  useLocale(home.hass);
  callWS.mockImplementation(({ type, service }) =>
    Promise.resolve(answers[(service ?? type) as string] ?? {}),
  );
  const it = await mount(new KeysView(), { home });
  await vi.advanceTimersByTimeAsync(0);
  return { it, home, callWS };
}

async function press(it: KeysView, name: string) {
  buttonOf(it, name).click();
  await vi.advanceTimersByTimeAsync(0);
}

function type(it: KeysView, name: string, value: string | boolean) {
  const [field] = all<HTMLInputElement>(it, `[name=${name}]`);
  if (field === undefined) {
    throw new Error(name);
  }
  if (typeof value === "string") {
    field.value = value;
  } else {
    field.checked = value;
  }
}

async function submit(it: KeysView) {
  const [form] = all(it, "form");
  form?.dispatchEvent(new Event("submit", { cancelable: true }));
  await vi.advanceTimersByTimeAsync(0);
}

/** The actions that were called, and with what. */
const done = (callWS: ReturnType<typeof house>["callWS"]) =>
  callWS.mock.calls.flatMap(([it]) =>
    it["type"] === "call_service" ? [[it["service"], it["service_data"]]] : [],
  );

const FRONT = { entity_id: "lock.front_door" };
const FINGER = { ...FRONT, credential_type: "fingerprint", credential_id: "17" };

test("what a lock knows is listed: name, kind, whose, emergency", async () => {
  const { it } = await view();
  const row = textOf(all(it, "cloud-locks-credential")[0] ?? it);
  expect(row).toContain("Anna right Fingerprint");
  expect(row).toContain("Anna Schmidt · at any time");
  expect(row).toContain("quietly calls for help");
  expect(textOf(all(it, "table")[0] ?? it)).toContain("anna@example.com");
  expect(textOf(all(it, "table")[0] ?? it)).toContain("Guest at any time Anna S.");
});

test("whose it is in this home comes before the vendor's app", async () => {
  answers["cloud_locks/keys"] = {
    ...keys,
    persons: { "fingerprint:17": "person.anna" },
  };
  const { it } = await view();
  expect(textOf(all(it, "cloud-locks-credential")[0] ?? it)).toContain("Anna S. ·");
});

test("only what is different is changed", async () => {
  const { it, callWS } = await view();
  await press(it, "Change Anna right");
  type(it, "name", "Anna left");
  await submit(it);
  expect(done(callWS)).toEqual([
    ["update_credential", { ...FINGER, new_name: "Anna left" }],
  ]);
  expect(all(it, "cloud-locks-edit-credential")).toHaveLength(0);
});

test("a finger is given to a person, and no longer calls for help", async () => {
  const { it, callWS } = await view();
  await press(it, "Change Anna right");
  type(it, "person", "person.anna");
  type(it, "duress", false);
  await submit(it);
  expect(done(callWS)).toEqual([
    ["update_credential", { ...FINGER, duress: false }],
    ["assign_credential", { ...FINGER, person: "person.anna" }],
  ]);
});

test("a failure is told in the window, which stays open", async () => {
  const { it, callWS } = await view();
  await press(it, "Change Anna right");
  type(it, "name", "Ben");
  callWS.mockRejectedValue({ code: "x", message: "The lock is asleep." });
  await submit(it);
  expect(textOf(all(it, "cloud-locks-edit-credential")[0] ?? it)).toContain(
    "The lock is asleep.",
  );
});

test("it is taken off after a second press, and the list read anew", async () => {
  const { it, callWS } = await view();
  const remove = buttonOf(it, "Remove Anna right");
  remove.click();
  expect(done(callWS)).toEqual([]);
  answers["cloud_locks/keys"] = { ...keys, credentials: [] };
  remove.click();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done(callWS)).toEqual([["delete_credential", FINGER]]);
  expect(textOf(it)).toContain("There are none yet.");
});

test("a card is added by its number, for somebody", async () => {
  const { it, callWS } = await view();
  await press(it, "Add by number");
  expect(all<HTMLInputElement>(it, "[name=number]")[0]?.type).toBe("password");
  type(it, "name", " Ben ");
  type(it, "number", "1723612378");
  type(it, "person", "person.anna");
  await submit(it);
  const added = { ...FRONT, credential_type: "rfid_code" };
  expect(done(callWS)).toEqual([
    ["add_credential", { ...added, name: "Ben", credential_data: "1723612378" }],
    ["assign_credential", { ...added, credential_id: "99", person: "person.anna" }],
  ]);
  expect(all(it, "[name=number]")).toHaveLength(0);
});

test("a card that was refused is added by its event, without a number", async () => {
  const { it, callWS } = await view();
  expect(textOf(it)).toContain("Held to the door and refused: 10:00");
  await press(it, "Give it to…");
  type(it, "name", "Ben");
  await submit(it);
  expect(done(callWS)).toEqual([
    [
      "add_credential",
      { ...FRONT, credential_type: "rfid_code", name: "Ben", event_id: "seen" },
    ],
  ]);
  // It is no longer one that nobody has.
  expect(textOf(it)).not.toContain("Held to the door");
});

test("reading at the door tells its steps, can be stopped, and ends in the list", async () => {
  const { it, home, callWS } = await view();
  await press(it, "Read at the door");
  type(it, "name", "Ben");
  type(it, "user", "u1");
  await submit(it);
  const began = { ...FRONT, credential_type: "fingerprint" };
  expect(done(callWS)).toEqual([
    ["enroll_credential", { ...began, name: "Ben", user_id: "u1" }],
  ]);
  home.take(update({ enrollments: [enrollment] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(textOf(it)).toContain("Step 3 of 4");
  await press(it, "Stop");
  expect(done(callWS).at(-1)).toEqual(["cancel_enrollment", began]);
  const reads = () =>
    callWS.mock.calls.filter(([m]) => m["type"] === "cloud_locks/keys");
  const before = reads().length;
  home.take(update({ enrollments: [{ ...enrollment, state: "enrolled" }] }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(textOf(it)).toContain("Front door knows Ben now.");
  expect(reads().length).toBe(before + 1);
  await press(it, "Close");
  expect(all(it, "cloud-locks-enrolling")).toHaveLength(0);
});

test("a lock whose entity is gone offers nothing that would fail", async () => {
  const { it } = await view({ entity_id: null });
  const names = all(it, "button").map(textOf);
  expect(names).not.toContain("Add by number");
  expect(names).not.toContain("Read at the door");
  expect(all(it, "cloud-locks-action")).toHaveLength(0);
  expect(textOf(it)).not.toContain("Give it to…");
});

test("a lock that takes none says so; with several doors one has to be chosen", async () => {
  answers["cloud_locks/keys"] = { credentials: [], users: [], persons: {} };
  const { it, home, callWS } = await view({ adds: [], enrolls: [] });
  expect(textOf(it)).toContain("takes no cards");
  home.take(update({ doors: [door({ door_id: "a/b:c", name: "Back" })] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(textOf(it)).toContain("Choose a door to see");
  it.sub = encodeURIComponent("a/b:c");
  await vi.advanceTimersByTimeAsync(0);
  expect(callWS).toHaveBeenLastCalledWith({
    type: "cloud_locks/keys",
    door_id: "a/b:c",
  });
  it.sub = "%";
  await vi.advanceTimersByTimeAsync(0);
  expect(textOf(it)).toContain("Choose a door to see");
});
