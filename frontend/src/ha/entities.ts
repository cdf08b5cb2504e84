/** Which entities of ours belong to a lock. */

import type { HassEntity, HomeAssistant } from "./types.js";

const OURS = "cloud_locks";

/** Whether an entity is one of ours. */
export const isOurs = (hass: HomeAssistant, entityId: string): boolean =>
  hass.entities[entityId]?.platform === OURS;

/** The entities of a device by domain and key, such as `event.access`. */
export function entitiesOf(
  hass: HomeAssistant,
  deviceId: string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of Object.values(hass.entities)) {
    if (entry?.device_id === deviceId && entry.platform === OURS) {
      const domain = entry.entity_id.split(".")[0] ?? "";
      found.set(`${domain}.${entry.translation_key ?? ""}`, entry.entity_id);
    }
  }
  return found;
}

/** A state that tells something: there, and neither unknown nor unavailable. */
export function told(
  hass: HomeAssistant,
  entityId: string | undefined,
): HassEntity | null {
  const entity = entityId === undefined ? undefined : hass.states[entityId];
  return entity === undefined || ["unknown", "unavailable"].includes(entity.state)
    ? null
    : entity;
}
