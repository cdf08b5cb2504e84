/** Calendar days in the zone that is shown, each named as `2026-11-21`. */

import { dayKey } from "./format.js";
import type { Locale } from "./types.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
];

interface WeekLocale {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
}

const utc = (day: string): number => Date.parse(`${day}T00:00Z`);

/** The day so many days later, or earlier. */
export const addDays = (day: string, count: number): string =>
  new Date(utc(day) + count * DAY).toISOString().slice(0, 10);

/** The moment at which a day begins; where clocks skip midnight, the first one after. */
export function startOfDay(day: string): Date {
  let before = utc(day) - 16 * HOUR;
  let after = utc(day) + 16 * HOUR;
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE;
    if (dayKey(new Date(middle)) < day) {
      before = middle;
    } else {
      after = middle;
    }
  }
  return new Date(after);
}

/** The first day of the week that a day is in; `first`: 0 for Sunday. */
export function startOfWeek(day: string, first: number): string {
  const weekday = new Date(utc(day)).getUTCDay();
  return addDays(day, -((weekday - first + 7) % 7));
}

/** With which day weeks begin for the person who looks; 0 for Sunday. */
export function firstWeekday(locale: Locale): number {
  const chosen = WEEKDAYS.indexOf(locale.first_weekday ?? "language");
  if (chosen >= 0) {
    return chosen;
  }
  const of = new Intl.Locale(locale.language) as WeekLocale;
  return ((of.getWeekInfo?.() ?? of.weekInfo)?.firstDay ?? 1) % 7;
}
