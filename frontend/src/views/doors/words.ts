/** What a row of a door says. */

import {
  mdiLock,
  mdiLockAlert,
  mdiLockClock,
  mdiLockOpenVariant,
  mdiLockQuestion,
  mdiDoorOpen,
} from "@mdi/js";
import { isBatteryLow, isKeypadLow } from "../../data/doors.js";
import type { DoorView, EventView } from "../../data/types.js";
import { moment } from "../../ha/format.js";
import { t, word } from "../../localize.js";

interface Look {
  path: string;
  /** A class of the shared styles; the words say the same. */
  look: "" | "good" | "warn" | "bad";
}

const MOVING: Look = { path: mdiLockClock, look: "" };
const UNKNOWN: Look = { path: mdiLockQuestion, look: "" };
const BOLTS: Record<string, Look> = {
  locked: { path: mdiLock, look: "good" },
  unlocked: { path: mdiLockOpenVariant, look: "warn" },
  open: { path: mdiDoorOpen, look: "warn" },
  jammed: { path: mdiLockAlert, look: "bad" },
  locking: MOVING,
  unlocking: MOVING,
  opening: MOVING,
};

/** `isKnown`: as of now; else it may have been moved meanwhile. */
export function boltLook(bolt: string, isKnown = true): Look {
  const found = BOLTS[bolt] ?? UNKNOWN;
  return isKnown ? found : { ...found, look: "" };
}

/** `Locked · Door closed`. */
export function stateWords(door: DoorView): string {
  const said = boltWords(door);
  return door.door === null ? said : `${said} · ${word("door", door.door)}`;
}

function boltWords({ available, bolt, bolt_reported }: DoorView): string {
  const words = word("bolt", bolt);
  if (bolt === "unknown") {
    return words;
  }
  if (!bolt_reported) {
    return t("doors.commanded", { bolt: words });
  }
  return available ? words : t("doors.last_known", { bolt: words });
}

/** `Anna, with a code, 14:05`. */
export function accessWords(
  event: Pick<EventView, "who" | "method" | "occurred_at">,
): string {
  const parts = [event.who ?? t("doors.somebody")];
  if (event.method !== "unknown") {
    parts.push(word("by", event.method));
  }
  return [...parts, moment(event.occurred_at)].join(", ");
}

/** `Asleep, last heard from 14:05`. */
export function reachWords(door: DoorView): string {
  const reach = word("reachability", door.reachability);
  return door.last_contact === null
    ? reach
    : t("doors.contact", { reach, when: moment(door.last_contact) });
}

/** `Battery 80 %, charging`; null where nothing is told. */
export function batteryWords(door: DoorView): string | null {
  const { battery, charging } = door;
  const level = levelWords("battery", battery, isBatteryLow(door));
  return level !== null && charging === true
    ? t("doors.charging", { battery: level })
    : level;
}

export const keypadWords = (door: DoorView): string | null =>
  levelWords("keypad", door.keypad_battery, isKeypadLow(door));

/** `Battery 80 %`, with a warning where it is low; null where nothing is told. */
export function levelWords(
  of: "battery" | "keypad",
  percent: number | null,
  isLow: boolean,
): string | null {
  if (percent !== null) {
    return t(isLow ? `doors.${of}.low` : `doors.${of}.level`, { percent });
  }
  return isLow ? t(`doors.${of}.change`) : null;
}
