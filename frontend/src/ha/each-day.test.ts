import { LitElement } from "lit";
import { afterEach, expect, test, vi } from "vitest";
import { mount } from "../test/house.js";
import { EachDay } from "./each-day.js";

class Calendar extends LitElement {
  readonly day = new EachDay(this);
  renders = 0;
  protected override render() {
    this.renders += 1;
    return this.day.today;
  }
}
customElements.define("test-calendar", Calendar);

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

test("at midnight, and at no other time, it renders anew", async () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 21, 23, 58) });
  const calendar = await mount(new Calendar());
  await vi.advanceTimersByTimeAsync(60_000);
  expect([calendar.renders, calendar.day.today]).toEqual([1, "2026-11-21"]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect([calendar.renders, calendar.day.today]).toEqual([2, "2026-11-22"]);
  calendar.remove();
  expect(vi.getTimerCount()).toBe(0);
});
