import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Home } from "../../data/home.js";
import type { Pin } from "../../components/pin.js";
import { access, accessDoor, door, house, mount, update } from "../../test/house.js";
import { all, buttonOf, press, settle, textOf } from "../../test/hands.js";
import { AccessAdd } from "./add.js";

const front = door({ door_id: "front", entity_id: "lock.front", name: "Front door" });
const back = door({ door_id: "back", entity_id: "lock.back", name: "Back door" });

let home: Home;
let callWS: ReturnType<typeof house>["callWS"];
let element: AccessAdd;

/** What the server answers to one command or action. */
const answers = new Map<string, (message: Record<string, unknown>) => unknown>();

const calls = (service: string) =>
  callWS.mock.calls.flatMap(([it]) => (it["service"] === service ? [it] : []));
const dataOf = (call: Record<string, unknown> | undefined) =>
  call?.["service_data"] as Record<string, unknown>;

beforeEach(async () => {
  document.body.replaceChildren();
  answers.clear();
  ({ home, callWS } = house({ doors: [front, back], access: [] }));
  callWS.mockImplementation((message) => {
    const key = (message["service"] ?? message["type"]) as string;
    const answer = answers.get(key)?.(message);
    return answer instanceof Error
      ? Promise.reject(Object.assign(answer, { translation_key: answer.name }))
      : Promise.resolve(answer ?? {});
  });
  element = await mount(new AccessAdd(), { home });
});

function type(selector: string, value: string) {
  const [input] = all<HTMLInputElement>(element, selector);
  if (input === undefined) {
    throw new Error(`No ${selector}`);
  }
  input.value = value;
  input.dispatchEvent(new Event("input"));
  input.dispatchEvent(new Event("change"));
}

function choose(label: string) {
  const found = all<HTMLLabelElement>(element, "label.choice").find((it) =>
    textOf(it).startsWith(label),
  );
  const input = found?.querySelector("input");
  if (input == null) {
    throw new Error(`No choice ${label}`);
  }
  input.checked = !input.checked;
  input.dispatchEvent(new Event("change"));
}

async function next(label = "Next") {
  all(element, "form")[0]?.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(buttonOf(element, label)).toBeDefined();
  await settle();
}

async function walk() {
  type("input[name=name]", "Anna");
  await next();
  choose("Front door");
  await settle();
  await next();
  await next();
}

const granted = (id: string | null) => ({
  response: { "lock.front": { status: "pending", grant_id: id } },
});

const grantedOnce = ({ service_data: data }: Record<string, unknown>) =>
  granted((data as { check_only?: true }).check_only === true ? null : "anna");

describe("giving access", () => {
  test("is three steps, a sentence, and nothing is sent before", async () => {
    answers.set("grant_access", () => granted(null));
    await walk();
    expect(textOf(element)).toContain("Anna can open Front door, at any time.");
    expect(calls("grant_access").map(dataOf)).toEqual([
      { name: "Anna", entity_id: ["lock.front"], check_only: true },
    ]);
  });

  test("sends what was shown, once, and then follows the locks", async () => {
    answers.set("grant_access", grantedOnce);
    await walk();
    await next("Give access");
    const sent = calls("grant_access").map(dataOf);
    expect(sent.filter((it) => it["check_only"] !== true)).toEqual([
      { name: "Anna", entity_id: ["lock.front"], wait: 0 },
    ]);
    home.take(
      update({ access: [access({ doors: [accessDoor({ status: "sending" })] })] }),
    );
    await settle();
    expect(textOf(element)).toContain("Being sent");
    home.take(update({ access: [access()] }));
    await settle();
    expect(textOf(element)).toContain("On the lock");
  });

  test("afterwards the PIN is read when somebody wants to see it", async () => {
    answers.set("grant_access", grantedOnce);
    answers.set("cloud_locks/pin/reveal", () => ({ pin: "284617" }));
    home.take(update({ access: [access({ name: "Before" })] }));
    await walk();
    await next("Give access");
    const [pin] = all<Pin>(element, "cloud-locks-pin");
    expect(textOf(element)).not.toContain("284617");
    await expect(pin?.read()).resolves.toBe("284617");
  });

  test("what a lock cannot take is shown before anything is sent", async () => {
    answers.set("grant_access", () => ({
      response: {
        "lock.front": { status: "pending", grant_id: null },
        "lock.back": { error: "schedule_unsupported", message: "No weekly hours." },
      },
    }));
    await walk();
    expect(textOf(element)).toContain("Back door: No weekly hours.");
    expect(textOf(element)).toContain("Let Home Assistant keep the hours");
    expect(buttonOf(element, "Give access at the other doors")).toBeDefined();
    choose("Let Home Assistant keep");
    await settle();
    expect(dataOf(calls("grant_access").at(-1))).toMatchObject({
      allow_home_assistant_schedule: true,
      check_only: true,
    });
  });

  test("what is new at the last moment stops it", async () => {
    answers.set("grant_access", () => granted(null));
    await walk();
    const refusal = Object.assign(new Error("Name in use."), { name: "name_in_use" });
    answers.set("grant_access", () => refusal);
    await next("Give access");
    expect(textOf(element)).toContain("Name in use.");
    expect(calls("grant_access").every((it) => dataOf(it)["check_only"] === true)).toBe(
      true,
    );
  });

  test("a name that somebody has is refused at once", async () => {
    home.take(update({ access: [access()] }));
    type("input[name=name]", "ANNA");
    await settle();
    expect(textOf(element)).toContain("Choose another name");
    expect(buttonOf(element, "Next").disabled).toBe(true);
  });

  test("without a door it goes no further", async () => {
    type("input[name=name]", "Anna");
    await next();
    await next();
    expect(textOf(element)).toContain("Choose at least one door");
    expect(callWS).not.toHaveBeenCalled();
  });

  test("all doors of an area at once", async () => {
    answers.set("grant_access", () => granted(null));
    type("input[name=name]", "Anna");
    await next();
    choose("All doors");
    await settle();
    await next();
    await next();
    expect(dataOf(calls("grant_access")[0])["entity_id"]).toEqual([
      "lock.back",
      "lock.front",
    ]);
  });

  test("many doors are searched, and what is chosen stays chosen", async () => {
    answers.set("grant_access", () => granted(null));
    const doors = Array.from({ length: 20 }, (_, index) =>
      door({
        door_id: `door ${index}`,
        entity_id: `lock.d${index}`,
        name: `D${index}`,
      }),
    );
    home.take(update({ doors }));
    type("input[name=name]", "Anna");
    await next();
    choose("D7");
    await settle();
    type("input[type=search]", "back");
    await settle();
    expect(all(element, "input[name=door]")).toHaveLength(1);
    choose("Back door");
    await settle();
    await next();
    await next();
    const { entity_id: sent } = dataOf(calls("grant_access")[0]);
    expect(sent).toEqual(["lock.d7", "lock.back"]);
  });

  test("a door that takes no codes cannot be chosen, and says why", async () => {
    home.take(update({ doors: [{ ...back, code_rules: null }] }));
    type("input[name=name]", "Anna");
    await next();
    expect(textOf(element)).toContain("Back door – takes no codes");
    const off = all<HTMLInputElement>(element, "input[name=door]").map(
      (it) => it.disabled,
    );
    expect(off).toEqual([true, false]);
  });
});

describe("a PIN of one's own", () => {
  test("is checked while it is typed, after a pause, and once", async () => {
    answers.set("grant_access", () => granted(null));
    await walk();
    callWS.mockClear();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      answers.set("cloud_locks/pin/check", () => ({
        problems: [{ door_id: "front", reason: "pin_length", message: "Five digits." }],
      }));
      type("#pin", "12");
      await vi.advanceTimersByTimeAsync(200);
      type("#pin", "1234");
      await vi.advanceTimersByTimeAsync(249);
      expect(callWS).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
    } finally {
      vi.useRealTimers();
    }
    await settle();
    expect(callWS.mock.calls).toEqual([
      [
        {
          type: "cloud_locks/pin/check",
          door_ids: ["front"],
          name: "Anna",
          pin: "1234",
        },
      ],
    ]);
    expect(textOf(element)).toContain("Front door: Five digits.");
  });

  test("is sent by Enter, like all fields", async () => {
    answers.set("grant_access", grantedOnce);
    await walk();
    const enter = new KeyboardEvent("keydown", { key: "Enter" });
    all(element, "#pin")[0]?.dispatchEvent(enter);
    await settle();
    expect(dataOf(calls("grant_access").at(-1))).toMatchObject({ wait: 0 });
  });

  test("can be drawn", async () => {
    answers.set("cloud_locks/pin/suggest", () => ({ pin: "284617" }));
    await press(element, "Suggest one");
    expect(all<HTMLInputElement>(element, "#pin")[0]?.value).toBe("284617");
  });

  test("is sent, and nowhere afterwards", async () => {
    answers.set("grant_access", grantedOnce);
    await walk();
    type("#pin", "284617");
    const [field] = all<HTMLInputElement>(element, "#pin");
    // With the PIN the check is another one, and finds the same.
    await next("Give access");
    expect(dataOf(calls("grant_access").at(-1))).toMatchObject({
      pin: "284617",
      wait: 0,
    });
    expect(field?.value).toBe("");
  });
});
