import { beforeEach, expect, test } from "vitest";
import { house, mount } from "../test/house.js";
import { all, settle, textOf } from "../test/hands.js";
import { SendMessage } from "./send-message.js";
import { Toasts } from "./toast.js";

beforeEach(() => document.body.replaceChildren());

const phone = (id: string, name: string) => ({
  entity_id: id,
  state: "",
  last_changed: "",
  last_updated: "",
  attributes: { friendly_name: name },
});

async function open(language = "en") {
  const { home, callWS } = house();
  home.hass.language = language;
  home.hass.states = {
    "notify.ben": phone("notify.ben", "Ben's phone"),
    "notify.anna": phone("notify.anna", "Anna's phone"),
    "light.hall": phone("light.hall", "Hall"),
  };
  const element = await mount(new SendMessage(), { home, grantId: "anna" });
  const toasts = await mount(new Toasts());
  const sent: Event[] = [];
  element.addEventListener("sent", (it) => sent.push(it));
  return { element, callWS, toasts, sent };
}

async function send(element: SendMessage, ...to: string[]) {
  for (const input of all<HTMLInputElement>(element, "input[name=to]")) {
    input.checked = to.includes(input.value);
  }
  all(element, "form")[0]?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle();
}

const answer = (recipients: object) => ({
  response: { "lock.front_door": { status: "sent", recipients } },
});

test("only who can be told is offered, by name", async () => {
  const { element } = await open();
  const names = all(element, "label.choice").map(textOf);
  expect(names).toEqual(["Anna's phone", "Ben's phone"]);
});

test.each([
  ["de-CH", "de", "Deutsch"],
  ["hu", "en", "English"],
])("in a home that speaks %s it starts with %s", async (language, id, name) => {
  const { element } = await open(language);
  const options = all<HTMLOptionElement>(element, "option");
  expect([options[0]?.value, textOf(options[0] ?? element)]).toEqual([id, name]);
  expect(options).toHaveLength(12);
});

test("nothing goes to nobody", async () => {
  const { element, callWS, sent } = await open();
  await send(element);
  expect(textOf(element)).toContain("Choose who gets the message.");
  expect([callWS.mock.calls.length, sent.length]).toEqual([0, 0]);
});

test("what went out is said, and the window may close", async () => {
  const { element, callWS, toasts, sent } = await open();
  const fine = { "notify.anna": { status: "sent" }, "notify.ben": { status: "sent" } };
  callWS.mockResolvedValue(answer(fine));
  await send(element, "notify.anna", "notify.ben");
  expect(textOf(toasts)).toContain("Sent to Anna's phone and Ben's phone");
  expect(sent).toHaveLength(1);
});

test("who was not told is named", async () => {
  const { element, callWS, sent } = await open();
  const failed = { status: "failed", error: "x", message: "The phone is away." };
  callWS.mockResolvedValue(
    answer({ "notify.anna": failed, "notify.ben": { status: "sent" } }),
  );
  await send(element, "notify.anna", "notify.ben");
  expect(textOf(element)).toContain("Anna's phone: The phone is away.");
  expect(sent).toHaveLength(0);
});

test("a refusal is said, and it can be tried again", async () => {
  const { element, callWS } = await open();
  callWS.mockRejectedValue({ code: "pin_not_kept", message: "The PIN was not kept." });
  await send(element, "notify.anna");
  expect(textOf(element)).toContain("The PIN was not kept.");
  expect(all<HTMLButtonElement>(element, "button")[0]?.disabled).toBe(false);
});
