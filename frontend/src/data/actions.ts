/**
 * What the panel does, it does with the actions, as automations do
 * (`docs/actions.md`): there is no second way to change anything.
 */

import type { CommandError, HomeAssistant } from "../ha/types.js";

export type Data = Record<string, unknown>;

/** The answer of an action for one lock, or one access. */
export interface Outcome {
  status?: string;
  error?: string;
  message?: string;
  grant_id?: string | null;
  code_id?: string | null;
  credential_id?: string;
  pin?: string;
  reason?: string;
  locks?: Record<string, Outcome>;
  /** Of a message: what became of it at each. */
  recipients?: Record<string, Outcome>;
  /** Of `everything`: what could not be taken away. */
  not_removed?: Left[];
}

export interface Left {
  lock: string;
  kind: string | null;
  reason: string;
  message: string;
}

/** Call one of our actions; rejects with a `CommandError` when nothing succeeded. */
export async function act(
  hass: HomeAssistant,
  service: string,
  data: Data,
): Promise<Record<string, Outcome>> {
  const answer = await hass.callWS<{ response?: Record<string, Outcome> }>({
    type: "call_service",
    domain: "cloud_locks",
    service,
    service_data: data,
    return_response: true,
  });
  return answer.response ?? {};
}

/** Move a bolt; `code` where the lock has a confirmation code. */
export const operate = (
  hass: HomeAssistant,
  entityId: string,
  operation: string,
  code?: string,
): Promise<unknown> =>
  // Not `hass.callService`: that tells of a failure by itself, a second time.
  hass.callWS({
    type: "call_service",
    domain: "lock",
    service: operation,
    service_data: { entity_id: entityId, ...(code === undefined ? {} : { code }) },
  });

/** Press a button of Home Assistant. */
export const press = (hass: HomeAssistant, entityId: string): Promise<unknown> =>
  hass.callWS({
    type: "call_service",
    domain: "button",
    service: "press",
    service_data: { entity_id: entityId },
  });

/** What a person is told about something that failed. */
export function reasonOf(err: unknown): string {
  const message = (err as Partial<CommandError> | null)?.message;
  return message ?? String(err);
}

/** The sentences of what failed in an answer that succeeded elsewhere. */
export function failuresOf(answer: Record<string, Outcome>): [string, string][] {
  return Object.entries(answer).flatMap(([id, it]) =>
    it.error === undefined ? [] : [[id, it.message ?? it.error] as [string, string]],
  );
}
