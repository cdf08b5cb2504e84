/** Which doors stand where in the list. */

import { isAsking } from "../../data/doors.js";
import type { AccessView, DoorView } from "../../data/types.js";
import { byName } from "../../ha/format.js";
import { t } from "../../localize.js";

export interface Group {
  key: string;
  heading: string;
  doors: DoorView[];
}

const ASKING = "asking";
const NO_AREA = "none";

const keyOf = (door: DoorView): string => {
  if (isAsking(door)) {
    return ASKING;
  }
  return door.area === null ? NO_AREA : `area ${door.area}`;
};

const headingOf = (key: string, area: string | null): string =>
  key === ASKING ? t("doors.at_the_door") : (area ?? t("doors.no_area"));

/**
 * The first `most` doors by area and name: those where somebody asks to be let in come
 * before all others, those without an area last.
 */
export function byArea(doors: Iterable<DoorView>, most: number): Group[] {
  const groups = new Map<string, Group>();
  for (const door of doors) {
    const key = keyOf(door);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { key, heading: headingOf(key, door.area), doors: [door] });
    } else {
      group.doors.push(door);
    }
  }
  return first([...groups.values()].toSorted(inOrder), most);
}

const rank = (group: Group): number => ({ [ASKING]: 0, [NO_AREA]: 2 })[group.key] ?? 1;

const inOrder = (one: Group, other: Group): number =>
  rank(one) - rank(other) || byName({ name: one.heading }, { name: other.heading });

function first(groups: Group[], most: number): Group[] {
  let left = most;
  return groups.flatMap((group) => {
    const doors = group.doors.toSorted(byName).slice(0, Math.max(left, 0));
    left -= doors.length;
    return doors.length === 0 ? [] : [{ ...group, doors }];
  });
}

/** Whether a door is what somebody looks for. */
export function fits(door: DoorView, search: string): boolean {
  const words = search.toLocaleLowerCase().split(/\s+/);
  const text = `${door.name} ${door.area ?? ""}`.toLocaleLowerCase();
  return words.every((it) => text.includes(it));
}

const GONE = new Set(["removed"]);

/** How many people's access stands at each door. */
export function peopleAt(access: Iterable<AccessView>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { status, doors } of access) {
    const here = status === "ended" ? [] : doors.filter((it) => !GONE.has(it.status));
    for (const { door_id } of here) {
      counts.set(door_id, (counts.get(door_id) ?? 0) + 1);
    }
  }
  return counts;
}
