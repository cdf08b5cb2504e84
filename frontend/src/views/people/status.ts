/** Where an access stands: a picture and a word, and whether somebody has to do something. */

import {
  mdiAlert,
  mdiAlertCircle,
  mdiCalendarClock,
  mdiCheckCircle,
  mdiMinusCircle,
  mdiPauseCircle,
  mdiProgressClock,
} from "@mdi/js";
import { css, html, nothing } from "lit";
import "../../components/icon.js";
import type { AccessDoorView, AccessView } from "../../data/types.js";
import { word } from "../../localize.js";

const ON_ITS_WAY = [mdiProgressClock, ""] as const;
const GONE = [mdiMinusCircle, "quiet"] as const;
const BAD = [mdiAlertCircle, "bad"] as const;

const LOOKS: Record<string, readonly [path: string, look: string]> = {
  active: [mdiCheckCircle, "good"],
  blocked: [mdiAlert, "warn"],
  failed: BAD,
  paused: [mdiPauseCircle, "warn"],
  planned: [mdiCalendarClock, ""],
  removed: GONE,
  ended: GONE,
};

type Kind = "access_status" | "door_status";

/** `word` beside an icon; `short`: for eyes the icon alone. */
export function status(kind: Kind, value: string, short = false) {
  const [path, look] = LOOKS[value] ?? ON_ITS_WAY;
  const said = word(kind, value);
  return html`<span class="status ${look}" title=${short ? said : nothing}>
    <cloud-locks-icon .path=${path}></cloud-locks-icon>
    <span class=${short ? "hidden-text" : ""}>${said}</span>
  </span>`;
}

const HELD = new Set(["active", "planned"]);
const GOING = new Set(["sending", "pending"]);

/** Where it stands at a door: in a pause, and at the end, the same is another thing. */
export function doorStatus(access: AccessView, door: AccessDoorView, short = false) {
  if (access.paused && !isOver(access) && HELD.has(door.status)) {
    return status("access_status", "paused", short);
  }
  const going = (isOver(access) || door.leaving) && GOING.has(door.status);
  return status("door_status", going ? "removing" : door.status, short);
}

export const statusStyle = css`
  .status {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    white-space: nowrap;
    position: relative;
  }
`;

/** It is over, or will be as soon as every lock knows. */
export const isOver = ({ status: it }: AccessView): boolean =>
  it === "ended" || it === "ending";

const isStuck = (it: string): boolean => it === "failed" || it === "blocked";

/** What is not as wished at a door. */
export const isTrouble = (door: AccessDoorView): boolean =>
  isStuck(door.status) ||
  // Where a lock takes no cards nobody can do anything: the PIN is what matters.
  door.cards.some((it) => isStuck(it.status) && it.reason !== "not_supported") ||
  (door.drift !== "not" && door.status !== "removed");

export const needsAttention = (access: AccessView): boolean =>
  access.status !== "ended" && access.doors.some(isTrouble);
