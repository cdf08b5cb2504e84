/**
 * What cards saw happen: a state tells the last event alone, so what came before it is
 * remembered, for as long as the page is open.
 */

import type { EventView } from "../data/types.js";
import type { HassEntity } from "../ha/types.js";

/** Of an event entity; no dashboard shows more. */
const KEPT = 50;

const seen = new Map<string, Map<string, EventView>>();

const text = (value: unknown): string | null =>
  typeof value === "string" ? value : null;

/** The state of an event entity as the panel knows events; null before the first. */
export function eventOf(entity: HassEntity, stream: string): EventView | null {
  const { attributes, entity_id, state } = entity;
  const type = text(attributes["event_type"]);
  if (type === null) {
    return null;
  }
  return {
    event_id: `${entity_id} ${state}`,
    stream,
    type,
    method: text(attributes["method"]) ?? "unknown",
    who: text(attributes["who"]),
    person: text(attributes["person"]),
    grant_id: null,
    code_id: null,
    credential_type: text(attributes["credential_type"]),
    occurred_at: text(attributes["occurred_at"]) ?? state,
    failed_attempts: null,
    unlatched: attributes["unlatched"] === true,
    door_id: entity_id,
    picture: null,
  };
}

/** All events of an entity that were seen so far, with the one of its state. */
export function remember(entity: HassEntity, stream: string): EventView[] {
  const events = seen.get(entity.entity_id) ?? new Map<string, EventView>();
  seen.set(entity.entity_id, events);
  const event = eventOf(entity, stream);
  if (event !== null && !events.has(event.event_id)) {
    events.set(event.event_id, event);
    const [oldest] = events.keys();
    if (events.size > KEPT && oldest !== undefined) {
      events.delete(oldest);
    }
  }
  return [...events.values()];
}
