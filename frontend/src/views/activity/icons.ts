import {
  mdiAccountKey,
  mdiAlarmLight,
  mdiAlertCircleOutline,
  mdiBell,
  mdiCloseOctagon,
  mdiDoorClosed,
  mdiDoorOpen,
  mdiHelpCircleOutline,
  mdiLock,
  mdiLockOpenVariant,
} from "@mdi/js";
import { type Entry, kindOf } from "./entries.js";

const OF_TYPE: Record<string, string> = {
  unlocked: mdiLockOpenVariant,
  unlatched: mdiDoorOpen,
  locked: mdiLock,
  denied: mdiCloseOctagon,
  door_opened: mdiDoorOpen,
  door_closed: mdiDoorClosed,
  door_left_open: mdiDoorOpen,
  open_requested: mdiBell,
  lock_failed: mdiAlertCircleOutline,
  unlock_failed: mdiAlertCircleOutline,
};

/** A picture of what happened; its words stand beside it. */
export function iconOf({ event }: Pick<Entry, "event">): string {
  if (event === null) {
    return mdiAccountKey;
  }
  switch (kindOf(event)) {
    case "alarm":
      return mdiAlarmLight;
    case "ring":
      return mdiBell;
    default:
      return OF_TYPE[event.type] ?? mdiHelpCircleOutline;
  }
}
