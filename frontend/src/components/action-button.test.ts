import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buttonOf, textOf } from "../test/hands.js";
import { mount } from "../test/house.js";
import { ActionButton } from "./action-button.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function button(with_: Partial<ActionButton> = {}) {
  const run = vi.fn(() => Promise.resolve());
  const element = await mount(new ActionButton(), { label: "Remove", run, ...with_ });
  const press = async () => {
    element.shadowRoot?.querySelector("button")?.click();
    await later(0);
  };
  const later = async (milliseconds: number) => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    await element.updateComplete;
  };
  return { element, run, press, later };
}

test("it says that it is done, and then what it does again", async () => {
  const { element, run, press, later } = await button();
  await press();
  expect(run).toHaveBeenCalledOnce();
  expect(textOf(element)).toBe("Done");
  await later(2_000);
  expect(textOf(element)).toBe("Remove");
});

test("a second press that is late is a first one", async () => {
  const { element, run, press, later } = await button({ twice: true });
  await press();
  expect(textOf(element)).toBe("Press again: Remove");
  await later(5_000);
  await press();
  expect(run).not.toHaveBeenCalled();
  await press();
  expect(run).toHaveBeenCalledOnce();
});

test("while it is busy it cannot be pressed again", async () => {
  const run = vi.fn(() => new Promise<void>(() => undefined));
  const { element, press } = await button({ run });
  await press();
  expect(buttonOf(element, "Remove…").disabled).toBe(true);
  await press();
  expect(run).toHaveBeenCalledOnce();
});

test("what failed is told, and may be tried again", async () => {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- theirs
  const run = () => Promise.reject({ code: "x", message: "It is jammed" });
  const { element, press } = await button({ run });
  const told = vi.fn();
  element.addEventListener("cloud-locks-toast", (event) => {
    told((event as CustomEvent<{ text: string }>).detail.text);
  });
  await press();
  expect(told).toHaveBeenCalledWith("Remove did not work: It is jammed");
  expect(buttonOf(element, "Remove").disabled).toBe(false);
});

test("without words it still has a name", async () => {
  const { element } = await button({ short: true });
  expect(textOf(element)).toBe("");
  expect(buttonOf(element, "Remove")).toBeTruthy();
});
