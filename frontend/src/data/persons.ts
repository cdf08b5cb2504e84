/** The people of this home, as Home Assistant knows them. */

import { byName } from "../ha/format.js";
import type { HomeAssistant } from "../ha/types.js";

export interface Person {
  id: string;
  name: string;
}

export const personName = (hass: HomeAssistant, id: string): string =>
  hass.states[id]?.attributes.friendly_name ?? id;

export const personsOf = (hass: HomeAssistant): Person[] =>
  Object.keys(hass.states)
    .filter((it) => it.startsWith("person."))
    .map((id) => ({ id, name: personName(hass, id) }))
    .toSorted(byName);
