import { LitElement } from "lit";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { door, house, update } from "../test/house.js";
import { EachDay } from "../ha/each-day.js";
import { Reading } from "./reading.js";

class Host extends LitElement {
  home = house().home;
  asked = vi.fn<() => Promise<string>>();
  onDay = vi.fn();
  reading = new Reading(this, () => this.asked(), ["doors"]);
  day = new EachDay(this, this.onDay);

  protected override render() {
    return this.reading.show((it) => it);
  }
  get text(): string {
    return this.shadowRoot?.textContent.trim() ?? "";
  }
}
customElements.define("reading-host", Host);

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-11-21T21:59:00Z") }));
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function host(prepare: (it: Host) => void): Promise<Host> {
  const it = new Host();
  prepare(it);
  document.body.append(it);
  await vi.advanceTimersByTimeAsync(0);
  return it;
}

test("it asks at once, and again when a topic is different, once for many", async () => {
  const it = await host((el) => el.asked.mockResolvedValue("first"));
  expect(it.text).toBe("first");
  it.asked.mockResolvedValue("second");
  it.home.take(update({ doors: [door()] }));
  it.home.take(update({ doors: [door()] }));
  it.home.take(update({ issues: [] }));
  await vi.advanceTimersByTimeAsync(600);
  expect(it.text).toBe("second");
  expect(it.asked).toHaveBeenCalledTimes(2);
});

test("a failure is told, and leaves what was known", async () => {
  const it = await host((el) => el.asked.mockRejectedValue({ message: "No road" }));
  expect(it.text).toContain("No road");
  it.asked.mockResolvedValue("here");
  it.shadowRoot?.querySelector("button")?.click();
  await vi.advanceTimersByTimeAsync(0);
  expect(it.text).toBe("here");
  it.asked.mockRejectedValue({ message: "Gone" });
  await it.reading.now();
  await it.updateComplete;
  expect(it.text).toContain("Gone");
  expect(it.text).toContain("here");
});

test("an answer that comes too late is not shown", async () => {
  let late: (text: string) => void = () => undefined;
  const it = await host((el) =>
    el.asked.mockReturnValueOnce(new Promise((resolve) => (late = resolve))),
  );
  expect(it.text).toBe("Reading…");
  it.asked.mockResolvedValue("new");
  await it.reading.now();
  late("old");
  await vi.advanceTimersByTimeAsync(0);
  expect(it.text).toBe("new");
});

test("who has left is not told any more", async () => {
  const it = await host((el) => el.asked.mockResolvedValue("x"));
  it.remove();
  it.home.take(update({ doors: [door()] }));
  await vi.advanceTimersByTimeAsync(4 * 3_600_000);
  expect(it.asked).toHaveBeenCalledOnce();
  expect(it.onDay).not.toHaveBeenCalled();
});

test("a new day is told once", async () => {
  const it = await host((el) => el.asked.mockResolvedValue("x"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(it.onDay).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(24 * 3_600_000);
  expect(it.onDay).toHaveBeenCalledOnce();
});
