import { beforeEach, expect, test } from "vitest";
import type { SpanView } from "../../data/types.js";
import { useLocale } from "../../ha/format.js";
import { house } from "../../test/house.js";
import { daysFrom, partsOf, placeOf, rowsOf } from "./layout.js";

beforeEach(() => useLocale(house().home.hass));

const span = (start: string, end: string, grant_id = "anna"): SpanView => ({
  grant_id,
  door_ids: ["front"],
  start,
  end,
});
const at = (text: string): number => Date.parse(text);

test("a moment is where the clock of its day says, also when that has 23 hours", () => {
  const days = daysFrom("2026-03-23", 7);
  expect(placeOf(at("2026-03-23T12:00:00+01:00"), days)).toBeCloseTo(0.5 / 7);
  // On Sunday it is noon after eleven of twenty-three hours.
  const noon = placeOf(at("2026-03-29T12:00:00+02:00"), days);
  expect(noon).toBeCloseTo((6 + 11 / 23) / 7);
  expect(placeOf(at("2026-03-30T00:00:00+02:00"), days)).toBe(1);
  expect(placeOf(at("2026-03-01T00:00:00+01:00"), days)).toBe(0);
});

test("a row for each person, cut at the edges, without what is elsewhere", () => {
  const days = daysFrom("2026-11-16", 7);
  const rows = rowsOf(
    [
      span("2026-11-14T15:00:00+01:00", "2026-11-17T00:00:00+01:00"),
      span("2026-11-20T00:00:00+01:00", "2026-11-21T00:00:00+01:00", "ben"),
      span("2026-11-23T00:00:00+01:00", "2026-11-24T00:00:00+01:00", "carla"),
    ],
    days,
  );
  expect(rows.map((it) => it.grantId)).toEqual(["anna", "ben"]);
  expect(rows[0]?.bars[0]).toMatchObject({ from: 0, to: 1 / 7, lane: 0 });
  expect(rows[1]?.bars[0]).toMatchObject({ from: 4 / 7, to: 5 / 7 });
});

test("what overlaps lies below one another, what follows does not", () => {
  const [row] = rowsOf(
    [
      span("2026-11-16T09:00:00+01:00", "2026-11-16T12:00:00+01:00"),
      span("2026-11-16T10:00:00+01:00", "2026-11-16T11:00:00+01:00"),
      span("2026-11-16T12:00:00+01:00", "2026-11-16T13:00:00+01:00"),
    ],
    daysFrom("2026-11-16", 1),
  );
  expect(row?.bars.map((it) => it.lane)).toEqual([0, 1, 0]);
  expect(row?.lanes).toBe(2);
});

test("of a stretch each day has its part", () => {
  const days = daysFrom("2026-11-20", 3);
  const one = span("2026-11-20T15:00:00+01:00", "2026-11-22T11:00:00+01:00");
  const parts = days.map((day) =>
    partsOf([one], day).map(({ from, to }) => [from, to]),
  );
  expect(parts).toEqual([[[one.start, null]], [[null, null]], [[null, one.end]]]);
  expect(partsOf([span(one.end, one.end)], days[0] ?? never())).toEqual([]);
});

function never(): never {
  throw new Error("no day");
}
