import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SpanView } from "../data/types.js";
import { useLocale } from "../ha/format.js";
import { all, buttonOf, textOf } from "../test/hands.js";
import { access, accessDoor, door, house, mount, update } from "../test/house.js";
import { TimelineView } from "./timeline.js";

const FRONT = "tedee:1:front";
const span = (with_: Partial<SpanView> = {}): SpanView => ({
  grant_id: "anna",
  door_ids: [FRONT],
  start: "2026-11-20T09:00:00+01:00",
  end: "2026-11-20T12:00:00+01:00",
  ...with_,
});

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-11-21T10:00:00Z") }));
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function view(spans: SpanView[], always: string[] = [], narrow = false) {
  const ben = access({ grant_id: "ben", name: "Ben" });
  const back = door({ door_id: "back", name: "Back door" });
  const { home, callWS } = house({
    doors: [door(), back],
    access: [
      access({
        doors: [
          accessDoor({ days: ["fri"], start_time: "09:00:00", end_time: "12:00:00" }),
        ],
      }),
      ben,
    ],
  });
  home.hass = {
    ...home.hass,
    locale: { ...home.hass.locale, first_weekday: "monday" },
  };
  useLocale(home.hass);
  callWS.mockResolvedValue({ spans, always });
  const it = await mount(new TimelineView(), { home, narrow });
  await vi.advanceTimersByTimeAsync(0);
  return { it, home, callWS };
}

const bars = (it: TimelineView) => all(it, ".fill").map((bar) => bar.style);
const cells = (it: TimelineView) => all(it, "td").map(textOf);
const asked = (callWS: ReturnType<typeof house>["callWS"]) =>
  callWS.mock.calls.map(([{ start, end }]) => [start, end]);

test("the week is asked for that the person's clock is in", async () => {
  const { callWS } = await view([]);
  expect(asked(callWS)).toEqual([
    ["2026-11-15T23:00:00.000Z", "2026-11-22T23:00:00.000Z"],
  ]);
});

test("a stretch is a bar at its time, and the same in a table", async () => {
  const { it } = await view([span()]);
  const [bar] = bars(it);
  expect(parseFloat(bar?.insetInlineStart ?? "")).toBeCloseTo(
    (4 + 9 / 24) * (100 / 7),
    1,
  );
  expect(parseFloat(bar?.width ?? "")).toBeCloseTo((3 / 24) * (100 / 7), 1);
  expect(all(it, "[aria-hidden] .fill")).toHaveLength(1);
  expect(cells(it)[4]).toBe("09:00 – 12:00 Front door");
  expect(cells(it).filter((cell) => cell !== "")).toHaveLength(1);
  // Focus would be lost in a table that cannot be seen.
  expect(all(it, "table button")).toHaveLength(0);
});

test("the line of now moves with the clock", async () => {
  const { it } = await view([span()]);
  const place = () => parseFloat(all(it, ".now")[0]?.style.insetInlineStart ?? "");
  const before = place();
  expect(before).toBeCloseTo((5 + 11 / 24) * (100 / 7), 1);
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  expect(place()).toBeCloseTo((5 + 13 / 24) * (100 / 7), 1);
  buttonOf(it, "Next week").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(all(it, ".now")).toHaveLength(0);
});

test("one goes to other weeks and back", async () => {
  const { it, callWS } = await view([]);
  buttonOf(it, "Week before").click();
  await vi.advanceTimersByTimeAsync(0);
  buttonOf(it, "Next week").click();
  await vi.advanceTimersByTimeAsync(0);
  buttonOf(it, "Next week").click();
  await vi.advanceTimersByTimeAsync(0);
  buttonOf(it, "This week").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked(callWS).map(([start]) => start)).toEqual([
    "2026-11-15T23:00:00.000Z",
    "2026-11-08T23:00:00.000Z",
    "2026-11-15T23:00:00.000Z",
    "2026-11-22T23:00:00.000Z",
    "2026-11-15T23:00:00.000Z",
  ]);
  expect(buttonOf(it, "This week").disabled).toBe(true);
});

test("where it is narrow, a day at a time", async () => {
  const { it, callWS } = await view([span()], [], true);
  expect(asked(callWS)).toEqual([
    ["2026-11-20T23:00:00.000Z", "2026-11-21T23:00:00.000Z"],
  ]);
  expect(textOf(it)).toContain("Nobody has hours in these days.");
  buttonOf(it, "Day before").click();
  await vi.advanceTimersByTimeAsync(0);
  const [bar] = bars(it);
  expect(parseFloat(bar?.insetInlineStart ?? "")).toBeCloseTo((9 / 24) * 100, 1);
});

test("who has no hours stands apart", async () => {
  const { it } = await view([span()], ["ben", "gone"]);
  expect(textOf(all(it, ".always")[0] ?? it)).toBe("At any time Ben");
});

test("only what concerns a door, when one is chosen", async () => {
  const { it } = await view(
    [span(), span({ grant_id: "ben", door_ids: ["back"] })],
    ["ben"],
  );
  expect(all(it, "tbody tr")).toHaveLength(2);
  const [select] = all<HTMLSelectElement>(it, "select");
  if (select !== undefined) {
    select.value = "back";
    select.dispatchEvent(new Event("change"));
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(all(it, "tbody tr").map(textOf)).toEqual(["Ben 09:00 – 12:00 Back door"]);
  expect(all(it, ".always")).toHaveLength(0);
});

test("the table takes the place of the picture, and its stretches can be opened", async () => {
  const { it } = await view([span()]);
  buttonOf(it, "Show as table").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(buttonOf(it, "Show as table").getAttribute("aria-pressed")).toBe("true");
  expect(all(it, "cloud-locks-timeline-picture")).toHaveLength(0);
  all(it, "td button")[0]?.click();
  await vi.advanceTimersByTimeAsync(0);
  const dialog = textOf(all(it, "cloud-locks-span-dialog")[0] ?? it);
  expect(dialog).toContain("Fri, Nov 20, 09:00 – Fri, Nov 20, 12:00");
  expect(dialog).toContain("Front door On the lock");
  expect(dialog).toContain("Fridays 09:00–12:00");
});

test("a bar can be pressed", async () => {
  const { it } = await view([span({ end: "2026-12-24T12:00:00+01:00" })]);
  all(it, ".press")[0]?.click();
  await vi.advanceTimersByTimeAsync(0);
  const dialog = textOf(all(it, "cloud-locks-span-dialog")[0] ?? it);
  expect(dialog).toContain("Fri, Nov 20, 09:00 – Thu, Dec 24, 12:00");
});

test("a stretch without an end is one, not one until the end of the week", async () => {
  const { it } = await view([span({ end: "2026-11-23T00:00:00+01:00" })]);
  expect(textOf(all(it, ".fill")[0] ?? it)).toBe("from Fri, Nov 20, 09:00");
  all(it, ".press")[0]?.click();
  await vi.advanceTimersByTimeAsync(0);
  const dialog = textOf(all(it, "cloud-locks-span-dialog")[0] ?? it);
  expect(dialog).toContain("from Fri, Nov 20, 09:00");
});

test("it is read anew when access changes", async () => {
  const { it, home, callWS } = await view([]);
  callWS.mockResolvedValue({ spans: [span()], always: [] });
  home.take(update({ access: [access()] }));
  await vi.advanceTimersByTimeAsync(600);
  expect(bars(it)).toHaveLength(1);
});
