import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { all, press, textOf } from "../test/hands.js";
import { mount } from "../test/house.js";
import { toast, Toasts } from "./toast.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function told(undo = vi.fn()) {
  const toasts = await mount(new Toasts());
  const from = document.createElement("p");
  document.body.append(from);
  toast(from, { text: "Removed", action: { label: "Undo", run: undo } });
  await toasts.updateComplete;
  return { toasts, undo };
}

const later = async (toasts: Toasts, milliseconds: number) => {
  await vi.advanceTimersByTimeAsync(milliseconds);
  await toasts.updateComplete;
};

test("what was told is read out, and goes away by itself", async () => {
  const { toasts } = await told();
  expect(textOf(toasts)).toBe("Removed Undo");
  expect(all(toasts, "[aria-live=polite]")).toHaveLength(1);
  await later(toasts, 7_900);
  expect(textOf(toasts)).toContain("Removed");
  await later(toasts, 200);
  expect(textOf(toasts)).toBe("");
});

test("it can be undone, once", async () => {
  const { toasts, undo } = await told();
  const pressed = press(toasts, "Undo");
  await later(toasts, 1);
  await pressed;
  expect(undo).toHaveBeenCalledOnce();
  expect(textOf(toasts)).toBe("");
});

test("what somebody has the pointer over stays", async () => {
  const { toasts } = await told();
  const shown = all(toasts, ".toast")[0];
  shown?.dispatchEvent(new Event("pointerenter"));
  await later(toasts, 60_000);
  expect(textOf(toasts)).toContain("Removed");
  shown?.dispatchEvent(new Event("pointerleave"));
  await later(toasts, 8_100);
  expect(textOf(toasts)).toBe("");
});

test("it lies over an open window", async () => {
  const show = vi.fn();
  const toasts = new Toasts();
  Object.assign(toasts, { showPopover: show });
  await mount(toasts);
  expect(toasts.popover).toBe("manual");
  expect(show).not.toHaveBeenCalled();
  toast(toasts, { text: "It did not work" });
  await toasts.updateComplete;
  expect(show).toHaveBeenCalledOnce();
});
