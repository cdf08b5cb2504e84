/**
 * Doors and hours of an access as people say them. Moments come with the offset of the
 * home, so what stands in them is the clock on its wall: nothing is converted.
 */

import type { AccessDoorView, ScheduleRow } from "../../data/types.js";
import { clockTime, type Day, days as week, list, wallDate } from "../../ha/format.js";
import { t } from "../../localize.js";

/** A day, and a time unless it is the whole day that is meant. */
interface Edge {
  day: string;
  time: string | null;
}

/** `2026-11-21T09:00`, as the forms have it; there everything is said. */
const WITHOUT_OFFSET = 16;

type Hours = Omit<ScheduleRow, "schedule"> & { schedule?: string | null };

/** `Fridays 09:00–12:00, until 1 March 2027`; `home`: the zone that need not be said. */
export function hoursOf(row: Hours, home?: string): string {
  const weekly = row.days.length > 0 || row.start_time !== null;
  const parts: (string | null)[] = [weekly ? weeklyOf(row) : null, windowOf(row)];
  if (row.schedule === null) {
    parts.push(t("hours.unknown"));
  } else if (!parts.some((it) => it !== null)) {
    parts.push(t("hours.always"));
  }
  if (row.one_time) {
    parts.push(t("hours.once"));
  }
  if (
    weekly &&
    home !== undefined &&
    row.time_zone !== null &&
    row.time_zone !== home
  ) {
    parts.push(t("hours.zone", { zone: row.time_zone }));
  }
  return parts.filter((it) => it !== null).join(", ");
}

function weeklyOf({ days, start_time: from, end_time: to }: Hours): string {
  if (from === null || to === null) {
    return daysOf(days);
  }
  const times = { from: clockTime(from), to: clockTime(to) };
  const key = to > from ? "hours.between" : "hours.overnight";
  return `${daysOf(days)} ${t(key, times)}`;
}

/** `every day`, `on weekdays`, `Mondays to Thursdays`, `Mondays and Fridays`. */
export function daysOf(days: readonly string[]): string {
  const chosen = week.filter((it) => days.includes(it));
  const from = week.indexOf(chosen[0] ?? "mon");
  const last = chosen.at(-1) ?? "sun";
  const run = week.indexOf(last) - from + 1 === chosen.length;
  if (chosen.length % 7 === 0) {
    return t("hours.every_day");
  }
  if (run && chosen.length === 5 && from === 0) {
    return t("hours.weekdays");
  }
  if (run && chosen.length === 2 && from === 5) {
    return t("hours.weekend");
  }
  if (run && chosen.length > 2) {
    return t("hours.days", { first: dayOf(chosen[0] ?? "mon"), last: dayOf(last) });
  }
  return list(chosen.map(dayOf));
}

const dayOf = (day: Day): string => t(`hours.day.${day}`);

function windowOf(row: Hours): string | null {
  const start = edgeOf(hasBegun(row) ? null : row.start_datetime, false);
  const end = edgeOf(row.end_datetime, true);
  if (start === null) {
    return end && t("hours.until", { end: edgeWords(end) });
  }
  if (end === null) {
    return t("hours.since", { start: edgeWords(start) });
  }
  return start.day === end.day
    ? oneDay(start, end)
    : t("hours.span", { start: edgeWords(start), end: edgeWords(end) });
}

/** A beginning that is over says nothing any more, unless the end is as well. */
function hasBegun({ start_datetime: start, end_datetime: end }: Hours): boolean {
  const isOver = (text: string | null) =>
    text !== null && text.length > WITHOUT_OFFSET && Date.parse(text) <= Date.now();
  return isOver(start) && !isOver(end);
}

function oneDay(start: Edge, end: Edge): string {
  const day = wallDate(start.day);
  if (start.time === null && end.time === null) {
    return t("hours.on", { day });
  }
  const times = {
    from: clockTime(start.time ?? "00:00"),
    to: clockTime(end.time ?? "00:00"),
  };
  return t("hours.on_between", { day, ...times });
}

const edgeWords = ({ day, time }: Edge): string =>
  time === null ? wallDate(day) : `${wallDate(day)}, ${clockTime(time)}`;

/** Midnight is the edge of a whole day: as an end of the one before. */
function edgeOf(text: string | null, isEnd: boolean): Edge | null {
  if (text === null) {
    return null;
  }
  const [day, time] = [text.slice(0, 10), text.slice(11, 16)];
  if (time !== "00:00") {
    return { day, time };
  }
  return { day: isEnd ? shifted(day, -1) : day, time: null };
}

/** A calendar day `2026-11-21` so many days later. */
export function shifted(day: string, by: number): string {
  const at = new Date(`${day}T00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/** The names of one or two doors, else their number. */
export const doorsOf = (names: readonly string[]): string =>
  names.length < 3 ? list(names) : t("doors.count", { count: names.length });

type DoorHours = Hours & Pick<AccessDoorView, "name">;

/** `Front door and Cellar, at any time`; doors with other hours after a semicolon. */
export function accessLine(doors: readonly DoorHours[], home?: string): string {
  const byHours = new Map<string, string[]>();
  for (const door of doors) {
    const hours = hoursOf(door, home);
    byHours.set(hours, [...(byHours.get(hours) ?? []), door.name]);
  }
  return [...byHours].map(([hours, names]) => `${doorsOf(names)}, ${hours}`).join("; ");
}

/** `Anna can open 3 doors, Fridays 09:00–12:00, until 1 March 2027.` */
export function accessSentence(name: string, doors: readonly DoorHours[]): string {
  const hours = new Set(doors.map((it) => hoursOf(it)));
  const [only] = hours;
  if (only === undefined) {
    return t("people.can_nothing", { name });
  }
  return hours.size === 1
    ? t("people.can", { name, doors: doorsOf(doors.map((it) => it.name)), hours: only })
    : t("people.can_differ", { name, parts: accessLine(doors) });
}
