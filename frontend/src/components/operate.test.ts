import { afterEach, expect, test, vi } from "vitest";
import type { DoorView } from "../data/types.js";
import { door, house, mount } from "../test/house.js";
import { buttonOf, press, settle, textOf } from "../test/hands.js";
import { Operate } from "./operate.js";

afterEach(() => document.body.replaceChildren());

async function operateDoor(with_: Partial<DoorView> = {}) {
  const { home, callWS } = house();
  const element = await mount(new Operate(), { home, door: door(with_) });
  return { element, callWS };
}

const called = (service: string, data: Record<string, unknown>) => ({
  type: "call_service",
  domain: "lock",
  service,
  service_data: { entity_id: "lock.front_door", ...data },
});

test("what lets somebody in wants a second press", async () => {
  const { element, callWS } = await operateDoor();
  await press(element, "Unlock");
  expect(callWS).not.toHaveBeenCalled();
  await press(element, "Press again: Unlock");
  expect(callWS).toHaveBeenCalledExactlyOnceWith(called("unlock", {}));
});

test("locking wants none", async () => {
  const { element, callWS } = await operateDoor();
  await press(element, "Lock");
  expect(callWS).toHaveBeenCalledExactlyOnceWith(called("lock", {}));
});

test("what the lock cannot do has no button", async () => {
  const { element } = await operateDoor({ operations: ["lock", "unlock"] });
  expect(textOf(element)).not.toContain("Open");
});

test("a lock with a confirmation code asks for it", async () => {
  const { element, callWS } = await operateDoor({ confirm_code: true });
  await press(element, "Open");
  expect(textOf(element)).toContain("Open: Front door");
  await type(element, "Open", "4711");
  expect(callWS).toHaveBeenCalledExactlyOnceWith(called("open", { code: "4711" }));
  expect(dialogOf(element)).toBeNull();
});

test("a wrong code is told beside the field, which stays", async () => {
  const { element, callWS } = await operateDoor({ confirm_code: true });
  callWS.mockRejectedValue({ code: "home_assistant_error", message: "It is wrong" });
  await type(element, "Unlock", "1");
  expect(textOf(element)).toContain("It is wrong");
  expect(dialogOf(element)).not.toBeNull();
});

test("out of reach the buttons are off, and say why", async () => {
  const away = { available: false, reachability: "offline" };
  const { element } = await operateDoor(away);
  expect(buttonOf(element, "Unlock").disabled).toBe(true);
  expect(textOf(element)).toContain("The lock is out of reach");
  const bridge = await operateDoor({ ...away, gateway_online: false });
  expect(textOf(bridge.element)).toContain("Its bridge Bridge is offline");
});

test("what failed is told", async () => {
  const { element, callWS } = await operateDoor();
  callWS.mockRejectedValue({ code: "home_assistant_error", message: "It is jammed" });
  const told = vi.fn();
  element.addEventListener("cloud-locks-toast", (event) => {
    told((event as CustomEvent<{ text: string }>).detail.text);
  });
  await press(element, "Lock");
  expect(told).toHaveBeenCalledWith("Lock did not work: It is jammed");
});

function dialogOf(element: Operate) {
  const confirmed = [...(element.shadowRoot?.querySelectorAll("*") ?? [])];
  const found = confirmed.map((it) => it.shadowRoot?.querySelector("form"));
  return found.find((it) => it !== null && it !== undefined) ?? null;
}

async function type(element: Operate, action: string, code: string) {
  await press(element, action);
  const form = dialogOf(element) as HTMLFormElement;
  (form.querySelector("input") as HTMLInputElement).value = code;
  form.requestSubmit();
  await settle();
}
