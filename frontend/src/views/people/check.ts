/** Giving access, or only asking what would come of it. */

import { html } from "lit";
import { act, type Data, type Outcome, reasonOf } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import { list } from "../../ha/format.js";
import type { CommandError } from "../../ha/types.js";
import { type Draft, grantFields } from "./draft.js";

/** Doors at which it cannot be, and why. */
export interface Failure {
  doorIds: string[];
  said: string;
}

/** What came of it; `hours`: it is about the hours, `stop`: at no door can it be. */
export interface Found {
  failures: Failure[];
  hours: boolean;
  stop: string | null;
  grantId: string;
}

export const NOTHING: Found = { failures: [], hours: false, stop: null, grantId: "" };

/** `how`: `check_only`, or how long to wait; an empty PIN lets one be drawn. */
export async function ask(
  home: Home,
  draft: Draft,
  pin: string,
  how: Data,
): Promise<Found> {
  const typed = pin === "" ? {} : { pin };
  const data = { ...grantFields(draft, home.doors), ...typed, ...how };
  try {
    const answer = await act(home.hass, "grant_access", data);
    const rows = Object.values(answer);
    return {
      ...NOTHING,
      failures: failuresIn(home, answer),
      hours: rows.some((it) => it.error?.startsWith("schedule_") === true),
      grantId: rows.find((it) => it.grant_id)?.grant_id ?? "",
    };
  } catch (err) {
    const key = (err as Partial<CommandError>).translation_key ?? "";
    const hours = /^(schedule_|nothing_succeeded)/.test(key) && draft.when !== "always";
    return { ...NOTHING, hours, stop: reasonOf(err) };
  }
}

/** A sentence that is true of several doors stands there once. */
function failuresIn(home: Home, answer: Record<string, Outcome>): Failure[] {
  const bySentence = new Map<string, string[]>();
  for (const door of home.doors.values()) {
    const it = answer[door.entity_id ?? ""];
    if (it?.error !== undefined) {
      const said = it.message ?? it.error;
      bySentence.set(said, [...(bySentence.get(said) ?? []), door.door_id]);
    }
  }
  return [...bySentence].map(([said, doorIds]) => ({ said, doorIds }));
}

export const failureItems = (home: Home, failures: readonly Failure[]) =>
  failures.map(({ doorIds, said }) => {
    const names = doorIds.map((it) => home.doors.get(it)?.name ?? it);
    return html`<li class="warn">${`${list(names)}: ${said}`}</li>`;
  });
