/** Moments, days and hours as the person who looks has set them in Home Assistant. */

import type { HomeAssistant } from "./types.js";

interface Clock {
  language: string;
  hour12: boolean | undefined;
  zone: string | undefined;
}

let clock: Clock = { language: "en", hour12: undefined, zone: undefined };
const made = new Map<string, Intl.DateTimeFormat>();
/** Making one takes longer than sorting with it. */
let collator: Intl.Collator | null = null;

/** Format by the settings of a person from now on. */
export function useLocale(hass: HomeAssistant): void {
  const { locale } = hass;
  const next: Clock = {
    language: locale.time_format === "system" ? navigator.language : locale.language,
    hour12: { "12": true, "24": false }[locale.time_format as string],
    zone: locale.time_zone === "server" ? hass.config.time_zone : undefined,
  };
  if (JSON.stringify(next) !== JSON.stringify(clock)) {
    clock = next;
    made.clear();
    collator = null;
  }
}

function formatter(
  name: string,
  options: Intl.DateTimeFormatOptions,
  language = clock.language,
) {
  let found = made.get(name);
  if (found === undefined) {
    const { zone } = clock;
    const zoned = zone === undefined ? options : { timeZone: zone, ...options };
    found = new Intl.DateTimeFormat(language, zoned);
    made.set(name, found);
  }
  return found;
}

function hours(): Intl.DateTimeFormatOptions {
  const minute = "2-digit";
  switch (clock.hour12) {
    case undefined:
      return { hour: "numeric", minute };
    case true:
      return { hour: "numeric", minute, hour12: true };
    case false:
      // Not `hour12: false`, by which American midnight is 24:00.
      return { hour: "2-digit", minute, hourCycle: "h23" };
  }
}

/** `14:05` or `2:05 PM`. */
export const time = (at: string | Date): string =>
  formatter("time", hours()).format(new Date(at));

/** `Sat 21 Nov`, with the year where it is another one. */
export function date(at: string | Date): string {
  const day = new Date(at);
  const options: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
  };
  return day.getFullYear() === new Date().getFullYear()
    ? formatter("date", options).format(day)
    : formatter("dateYear", { ...options, year: "numeric" }).format(day);
}

/** `1 March 2027`, for sentences. */
export const longDate = (at: string | Date): string =>
  formatter("longDate", { day: "numeric", month: "long", year: "numeric" }).format(
    new Date(at),
  );

/** `1 March 2027` of a calendar day `2027-03-01`, as it stands there. */
export const wallDate = (day: string): string =>
  formatter("wallDate", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(day));

/** Day and time; today the time alone. */
export function moment(at: string | Date): string {
  return isSameDay(new Date(at), new Date()) ? time(at) : `${date(at)}, ${time(at)}`;
}

/** The calendar day, in the zone that is shown, as `2026-11-21`. */
export const dayKey = (at: string | Date): string =>
  formatter(
    "dayKey",
    { year: "numeric", month: "2-digit", day: "2-digit" },
    "en-CA",
  ).format(new Date(at));

export const isSameDay = (one: Date, other: Date): boolean =>
  dayKey(one) === dayKey(other);

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `5 minutes ago`, `in 2 hours`, `now`. */
export function ago(at: string | Date, now = Date.now()): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000);
  const words = new Intl.RelativeTimeFormat(clock.language, { numeric: "auto" });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) {
      return words.format(Math.trunc(seconds / size), unit);
    }
  }
  return words.format(0, "second");
}

/** A wall clock time `09:00:00` as people write it. */
export function clockTime(text: string): string {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  const options = { ...hours(), timeZone: "UTC" };
  return new Intl.DateTimeFormat(clock.language, options).format(
    Date.UTC(2000, 0, 1, hour, minute),
  );
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

/** The days of the week, Monday first. */
export const days: readonly Day[] = DAYS;

/** `Fri` or `Friday`. */
export function dayName(day: string, width: "short" | "long" = "short"): string {
  // 2024 began with a Monday.
  const at = Date.UTC(2024, 0, 1 + DAYS.indexOf(day as Day));
  const options: Intl.DateTimeFormatOptions = { weekday: width, timeZone: "UTC" };
  return new Intl.DateTimeFormat(clock.language, options).format(at);
}

/** `Anna, Ben and Carla`. */
export const list = (words: Iterable<string>): string =>
  new Intl.ListFormat(clock.language, { type: "conjunction" }).format(words);

/** In the order of the alphabet of the person who looks. */
export function byName(one: { name: string }, other: { name: string }): number {
  collator ??= new Intl.Collator(clock.language, { numeric: true });
  return collator.compare(one.name, other.name);
}
