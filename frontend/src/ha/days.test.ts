import { beforeEach, expect, test } from "vitest";
import { house } from "../test/house.js";
import { addDays, firstWeekday, startOfDay, startOfWeek } from "./days.js";
import { useLocale } from "./format.js";

function live(zone: string): void {
  const { hass } = house().home;
  useLocale({ ...hass, config: { time_zone: zone } });
}

beforeEach(() => live("Europe/Amsterdam"));

test("days are counted over the ends of months and years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
});

test.each([
  ["Europe/Amsterdam", "2026-11-21", "2026-11-20T23:00:00.000Z"],
  ["Pacific/Kiritimati", "2026-11-21", "2026-11-20T10:00:00.000Z"],
  ["Pacific/Pago_Pago", "2026-11-21", "2026-11-21T11:00:00.000Z"],
  ["Asia/Kathmandu", "2026-11-21", "2026-11-20T18:15:00.000Z"],
  // Midnight is skipped: the day begins at one o'clock.
  ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00.000Z"],
])("in %s %s begins at %s", (zone, day, begin) => {
  live(zone);
  expect(startOfDay(day).toISOString()).toBe(begin);
});

test("the days on which clocks change have 23 and 25 hours", () => {
  const hours = (day: string) =>
    (startOfDay(addDays(day, 1)).getTime() - startOfDay(day).getTime()) / 3_600_000;
  expect(hours("2026-03-29")).toBe(23);
  expect(hours("2026-10-25")).toBe(25);
  expect(hours("2026-11-21")).toBe(24);
});

test("a week begins with the day that the person has set", () => {
  expect(startOfWeek("2026-11-21", 1)).toBe("2026-11-16");
  expect(startOfWeek("2026-11-16", 1)).toBe("2026-11-16");
  expect(startOfWeek("2026-11-21", 0)).toBe("2026-11-15");
  const { locale } = house().home.hass;
  expect(firstWeekday({ ...locale, first_weekday: "saturday" })).toBe(6);
  expect(firstWeekday({ ...locale, first_weekday: "sunday" })).toBe(0);
  expect(firstWeekday({ ...locale, language: "de" })).toBe(1);
});
