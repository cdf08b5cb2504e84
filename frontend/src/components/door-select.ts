/** Which door: the same choice in several views. */

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { DoorView } from "../data/types.js";
import { byName } from "../ha/format.js";
import { t } from "../localize.js";

interface DoorSelect {
  doors: Iterable<DoorView>;
  chosen: string;
  /** What is offered instead of one door; left out: one has to be chosen. */
  all?: string;
  choose: (doorId: string) => void;
}

/** The name of a door; `Not known` for one that is gone. */
export const nameOfDoor = (
  doors: ReadonlyMap<string, DoorView>,
  doorId: string,
): string => doors.get(doorId)?.name ?? t("common.unknown");

export function doorSelect({ doors, chosen, all, choose }: DoorSelect) {
  const sorted = [...doors].toSorted(byName);
  const changed = (event: Event) => choose((event.target as HTMLSelectElement).value);
  return html`<label>
    ${t("door_select.label")}
    <select @change=${changed}>
      ${
        all === undefined
          ? nothing
          : html`<option value="" .selected=${chosen === ""}>${all}</option>`
      }
      ${repeat(
        sorted,
        (it) => it.door_id,
        (it) =>
          html`<option value=${it.door_id} .selected=${it.door_id === chosen}>
            ${it.area === null ? it.name : `${it.name} (${it.area})`}
          </option>`,
      )}
    </select>
  </label>`;
}
