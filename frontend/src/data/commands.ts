/** One function per WebSocket command; `docs/websocket.md` has them all. */

import type { HomeAssistant, Unsubscribe } from "../ha/types.js";
import type {
  ActivityView,
  ArrivalsView,
  EventView,
  ImportView,
  KeysView,
  PinCheckView,
  PinView,
  TimelineView,
  UpdateView,
} from "./types.js";

export const subscribe = (
  hass: HomeAssistant,
  listener: (update: UpdateView) => void,
): Promise<Unsubscribe> =>
  hass.connection.subscribeMessage(listener, { type: "cloud_locks/subscribe" });

/** Everything that was read anyway; nothing is asked of a cloud. */
export const readActivity = (hass: HomeAssistant): Promise<ActivityView> =>
  hass.callWS({ type: "cloud_locks/activity" });

/** Older events of one door, read from its cloud; `before` is an ISO moment. */
export const readOlder = (
  hass: HomeAssistant,
  doorId: string,
  before: string,
): Promise<{ events: EventView[] }> =>
  hass.callWS({ type: "cloud_locks/activity/older", door_id: doorId, before });

export const readTimeline = (
  hass: HomeAssistant,
  start: string,
  end: string,
): Promise<TimelineView> => hass.callWS({ type: "cloud_locks/timeline", start, end });

export const readArrivals = (hass: HomeAssistant): Promise<ArrivalsView> =>
  hass.callWS({ type: "cloud_locks/arrivals" });

/** The PIN of an access, or of a code that belongs to none. */
export const revealPin = (
  hass: HomeAssistant,
  of: { grant_id: string } | { door_id: string; code_id: string },
): Promise<PinView> => hass.callWS({ type: "cloud_locks/pin/reveal", ...of });

/** `grantId`: whose PIN it is to become, where the access is there already. */
export const checkPin = (
  hass: HomeAssistant,
  doorIds: string[],
  name: string,
  pin: string,
  grantId?: string,
): Promise<PinCheckView> =>
  hass.callWS({
    type: "cloud_locks/pin/check",
    door_ids: doorIds,
    name,
    pin,
    ...(grantId === undefined ? {} : { grant_id: grantId }),
  });

export const suggestPin = (
  hass: HomeAssistant,
  doorIds: string[],
  name: string,
): Promise<PinView> =>
  hass.callWS({ type: "cloud_locks/pin/suggest", door_ids: doorIds, name });

/** Read from the cloud of the door. */
export const readKeys = (hass: HomeAssistant, doorId: string): Promise<KeysView> =>
  hass.callWS({ type: "cloud_locks/keys", door_id: doorId });

/** A list of people as comma-separated values; `dryRun` changes nothing. */
export const importPeople = (
  hass: HomeAssistant,
  csv: string,
  dryRun: boolean,
): Promise<ImportView> =>
  hass.callWS({ type: "cloud_locks/import", csv, dry_run: dryRun });
