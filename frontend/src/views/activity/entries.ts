/** What happened and who changed what, as one list; and what is chosen of it. */

import type { Home } from "../../data/home.js";
import type { ActivityView, ChangeView, EventView } from "../../data/types.js";

/** A line of the list: an event at a door, or a change of somebody's access. */
export type Entry =
  | { key: string; at: number; event: EventView; change: null }
  | { key: string; at: number; event: null; change: ChangeView };

export const KINDS = [
  "entered",
  "refused",
  "locked",
  "door",
  "ring",
  "failed",
  "alarm",
  "changes",
] as const;
export type Kind = (typeof KINDS)[number];

/** Empty: all of them. */
export interface Filter {
  door: string;
  who: string;
  kind: Kind | "";
  method: string;
}

export const EVERYTHING: Filter = { door: "", who: "", kind: "", method: "" };

const KIND_OF: Record<string, Kind> = {
  unlocked: "entered",
  unlatched: "entered",
  denied: "refused",
  locked: "locked",
  door_opened: "door",
  door_closed: "door",
  door_left_open: "door",
  open_requested: "ring",
  lock_failed: "failed",
  unlock_failed: "failed",
};

export function kindOf(event: EventView): Kind | null {
  switch (event.stream) {
    case "alarm":
      return "alarm";
    case "doorbell":
      return "ring";
    default:
      return KIND_OF[event.type] ?? null;
  }
}

export const keyOf = (event: EventView): string => `${event.door_id} ${event.event_id}`;

/** Cards that were given to somebody since: what was refused then is no news. */
const given = new Set<string>();

export const noteGiven = (event: EventView): unknown => given.add(keyOf(event));

/** A card that the lock does not know, and that can be given to somebody. */
export const isUnknownCard = (event: EventView): boolean =>
  event.type === "denied" &&
  event.method === "card" &&
  event.who === null &&
  !given.has(keyOf(event));

/** Everything once, newest first. */
export function entriesOf(
  events: readonly EventView[],
  changes: readonly ChangeView[],
): Entry[] {
  const entries = new Map<string, Entry>();
  for (const event of events) {
    const key = keyOf(event);
    entries.set(key, { key, at: Date.parse(event.occurred_at), event, change: null });
  }
  for (const change of changes) {
    const key = `${change.at} ${change.grant_id} ${change.change}`;
    entries.set(key, { key, at: Date.parse(change.at), event: null, change });
  }
  return [...entries.values()].sort((one, other) => other.at - one.at);
}

/** What was remembered, what was read of earlier days, and what came since. */
export const allEntries = (
  home: Home,
  read: ActivityView,
  older: EventView[],
): Entry[] =>
  entriesOf(
    [...older, ...read.events, ...home.events],
    [...read.changes, ...home.changes],
  );

/** Whether a line is to be shown; a change is about the doors of its access. */
export function fits(entry: Entry, filter: Filter, home: Home): boolean {
  const { event, change } = entry;
  if (event !== null) {
    return (
      (filter.door === "" || event.door_id === filter.door) &&
      (filter.who === "" || event.who === filter.who) &&
      (filter.kind === "" || kindOf(event) === filter.kind) &&
      (filter.method === "" || event.method === filter.method)
    );
  }
  const doors = home.access.get(change.grant_id)?.doors ?? [];
  return (
    filter.method === "" &&
    (filter.kind === "" || filter.kind === "changes") &&
    (filter.who === "" || change.name === filter.who || change.user === filter.who) &&
    (filter.door === "" || doors.some((it) => it.door_id === filter.door))
  );
}

/** Everybody who can be looked for. */
export function peopleOf(entries: readonly Entry[]): string[] {
  const names = entries.flatMap(({ event, change }) =>
    event === null ? [change.name, change.user] : [event.who],
  );
  return [...new Set(names.filter((it) => it !== null))];
}

export const methodsOf = (entries: readonly Entry[]): string[] => [
  ...new Set(entries.flatMap(({ event }) => (event === null ? [] : [event.method]))),
];
