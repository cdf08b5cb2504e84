/** What somebody is about to be given, as the forms hold it. */

import type { Data } from "../../data/actions.js";
import type { AccessView, DoorView, ScheduleRow } from "../../data/types.js";
import { type Day, days as week } from "../../ha/format.js";
import { shifted } from "./sentence.js";

export type When = "always" | "window" | "weekly" | "once";

/** Texts as fields of a form have them, empty where nothing is said; no PIN. */
export interface Draft {
  name: string;
  person: string;
  group: string;
  notes: string;
  drift: string;
  doorIds: readonly string[];
  /** What is looked for among the doors; part of the form alone. */
  search: string;
  when: When;
  /** Of a window: `2026-11-21T09:00`. */
  start: string;
  end: string;
  /** Of once: a day. Of weekly hours: between which days, both of them included. */
  day: string;
  since: string;
  until: string;
  days: readonly Day[];
  from: string;
  to: string;
  oneTime: boolean;
  allow: boolean;
}

export type Patch = (patch: Partial<Draft>) => void;

/** The clock of the home now, as `2026-11-21T09:30`. */
export const wallNow = (zone: string, now = new Date()): string =>
  now.toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T").slice(0, 16);

/** Nothing is said yet; `now` by the clock of the home. */
export function newDraft(now: string): Draft {
  const today = now.slice(0, 10);
  const hour = `${now.slice(0, 13)}:00`;
  return {
    name: "",
    person: "",
    group: "",
    notes: "",
    drift: "report",
    doorIds: [],
    search: "",
    when: "always",
    start: hour,
    end: `${shifted(today, 1)}${hour.slice(10)}`,
    day: today,
    since: "",
    until: "",
    days: [],
    from: "09:00",
    to: "12:00",
    oneTime: false,
    allow: false,
  };
}

/** What somebody has already; of hours that differ those at the first door. */
export function draftOf(access: AccessView, now: string): Draft {
  const doors = access.doors.filter((it) => !it.leaving);
  return {
    ...newDraft(now),
    name: access.name,
    person: access.person ?? "",
    group: access.group ?? "",
    notes: access.notes ?? "",
    drift: access.drift,
    doorIds: doors.map((it) => it.door_id),
    allow: access.allow_home_assistant_schedule,
    ...(doors[0] === undefined ? {} : hoursOfRow(doors[0])),
  };
}

function hoursOfRow(row: ScheduleRow): Partial<Draft> {
  const [start, end] = [row.start_datetime ?? "", row.end_datetime ?? ""];
  const oneTime = row.one_time;
  if (row.days.length > 0 || row.start_time !== null) {
    const last = end.slice(11, 16) === "00:00" ? shifted(end.slice(0, 10), -1) : end;
    return {
      when: "weekly",
      days: week.filter((it) => row.days.includes(it)),
      from: row.start_time?.slice(0, 5) ?? "",
      to: row.end_time?.slice(0, 5) ?? "",
      since: start.slice(0, 10),
      until: last.slice(0, 10),
      oneTime,
    };
  }
  const window = start !== "" || end !== "";
  return window
    ? { when: "window", start: start.slice(0, 16), end: end.slice(0, 16), oneTime }
    : { when: "always", oneTime };
}

/** The hours, named as the actions name them; null takes a limit away. */
export interface HourFields {
  start_datetime: string | null;
  end_datetime: string | null;
  days: string[];
  start_time: string | null;
  end_time: string | null;
  one_time: boolean;
}

export function hourFields(draft: Draft): HourFields {
  const { when, oneTime } = draft;
  const none = { start_datetime: null, end_datetime: null, days: [] };
  const any: HourFields = {
    ...none,
    start_time: null,
    end_time: null,
    one_time: oneTime,
  };
  switch (when) {
    case "always":
      return any;
    case "window":
      return {
        ...any,
        start_datetime: draft.start || null,
        end_datetime: draft.end || null,
      };
    case "once":
      return { ...any, ...visit(draft) };
    case "weekly":
      return { ...any, ...weekly(draft) };
  }
}

function visit({ day, from, to }: Draft): Partial<HourFields> {
  const last = to > from ? day : shifted(day, 1);
  return { start_datetime: `${day}T${from}`, end_datetime: `${last}T${to}` };
}

function weekly({ days, from, to, since, until }: Draft): Partial<HourFields> {
  const every = days.length === 7 && from !== "";
  return {
    days: every ? [] : [...days],
    start_time: from || null,
    end_time: to || null,
    start_datetime: since === "" ? null : `${since}T00:00`,
    end_datetime: until === "" ? null : `${shifted(until, 1)}T00:00`,
  };
}

/** As the sentence wants them. */
export const scheduleRow = (draft: Draft): ScheduleRow => ({
  ...hourFields(draft),
  schedule: draft.when,
  time_zone: null,
});

type Doors = ReadonlyMap<string, Pick<DoorView, "entity_id">>;

const entities = (ids: readonly string[], doors: Doors): string[] =>
  ids.flatMap((id) => doors.get(id)?.entity_id ?? []);

/** The fields of `grant_access`, the PIN apart. */
export function grantFields(draft: Draft, doors: Doors): Data {
  const { name, person, group, notes, drift } = draft;
  const hours = Object.entries(hourFields(draft)).filter(
    ([, it]) => it !== null && it !== false && !(Array.isArray(it) && it.length === 0),
  );
  return {
    entity_id: entities(draft.doorIds, doors),
    name: name.trim(),
    ...(person === "" ? {} : { person }),
    ...(group.trim() === "" ? {} : { group: group.trim() }),
    ...(notes.trim() === "" ? {} : { notes: notes.trim() }),
    ...(drift === "report" ? {} : { drift }),
    ...(draft.allow ? { allow_home_assistant_schedule: true } : {}),
    ...Object.fromEntries(hours),
  };
}

/** The fields of `update_grant`: only what is different; a door that goes by its name. */
export function changeFields(
  access: AccessView,
  before: Draft,
  draft: Draft,
  doors: Doors,
) {
  const data: Data = {};
  const put = (key: string, one: unknown, other: unknown, value: unknown = other) => {
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      data[key] = value;
    }
  };
  put("new_name", before.name, draft.name.trim());
  put("new_group", before.group, draft.group.trim(), draft.group.trim() || null);
  put("person", before.person, draft.person, draft.person || null);
  put("notes", before.notes, draft.notes.trim(), draft.notes.trim() || null);
  put("drift", before.drift, draft.drift);
  put("allow_home_assistant_schedule", before.allow, draft.allow);
  const come = draft.doorIds.filter((it) => !before.doorIds.includes(it));
  const go = access.doors.filter(
    ({ door_id: id }) => before.doorIds.includes(id) && !draft.doorIds.includes(id),
  );
  put("add_locks", [], entities(come, doors));
  put(
    "remove_locks",
    [],
    go.map((it) => it.entity_id ?? it.door_id),
  );
  return sameHours(before, draft) ? data : { ...data, ...hourFields(draft) };
}

/** Whether the hours are as they were; those that differ per door then stay so. */
export const sameHours = (one: Draft, other: Draft): boolean =>
  JSON.stringify(hourFields(one)) === JSON.stringify(hourFields(other));
