/** What a row of a door means to somebody who looks at it. */

import type { t } from "../localize.js";
import type { DoorView } from "./types.js";

/** A text with its values, for `t(...text)`. */
export type Text = Parameters<typeof t>;

const AWAY = "offline";

/** Somebody at the door waits for an answer. */
export const isAsking = (door: DoorView, now = Date.now()): boolean =>
  door.asking_until !== null && new Date(door.asking_until).getTime() > now;

/** Many clouds tell percents and give no warning. */
export const LOW_PERCENT = 15;

/** The battery of the lock is to be changed. */
export const isBatteryLow = (door: DoorView): boolean =>
  door.charging !== true && (door.battery_low || (door.battery ?? 100) <= LOW_PERCENT);

/** The battery of its keypad is to be changed. */
export const isKeypadLow = (door: DoorView): boolean =>
  door.keypad_battery_low || (door.keypad_battery ?? 100) <= LOW_PERCENT;

export const isAway = (door: DoorView): boolean =>
  door.reachability === AWAY || door.gateway_online === false;

/** Somebody has to see to it. */
export const needsAttention = (door: DoorView): boolean =>
  door.problems.length > 0 ||
  isBatteryLow(door) ||
  isKeypadLow(door) ||
  isAway(door) ||
  isAsking(door) ||
  door.bolt === "jammed" ||
  whyClosed(door) !== null;

const OPEN = new Set(["unlocked", "open", "opening", "unlocking"]);

/** Somebody could come in without anything. */
export const isUnlocked = (door: DoorView): boolean => OPEN.has(door.bolt);

/** Why the bolt cannot be moved from here now, and what to do; null where it can. */
export function whyClosed(door: DoorView): Text | null {
  if (door.entity_id === null) {
    return ["operate.no_entity"];
  }
  if (door.available) {
    return null;
  }
  if (door.gateway_online === false) {
    return door.gateway === null
      ? ["operate.bridge_unnamed"]
      : ["operate.bridge", { gateway: door.gateway }];
  }
  return door.reachability === AWAY ? ["operate.away"] : ["operate.unavailable"];
}
