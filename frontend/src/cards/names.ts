/** The few words that are needed before the rest is there. */

import type { HomeAssistant } from "../ha/types.js";

const TEXTS = {
  en: {
    lock: "Lock and who came in",
    lock_help: "One lock: its state, door and battery, who came last, and its buttons",
    activity: "Activity of locks",
    activity_help: "Who came in at the doors, and what else happened there",
    old: "Cloud Locks was updated. Load this page again.",
  },
  de: {
    lock: "Schloss und wer kam",
    lock_help:
      "Ein Schloss: Zustand, Tür und Batterie, wer zuletzt kam, und seine Tasten",
    activity: "Aktivität der Schlösser",
    activity_help: "Wer an den Türen hereinkam, und was dort sonst geschah",
    old: "Cloud Locks wurde aktualisiert. Bitte die Seite neu laden.",
  },
};

/** Home Assistant as the page has it; null while it starts. */
export const pageHass = (): HomeAssistant | null =>
  document.querySelector<HTMLElement & { hass?: HomeAssistant }>("home-assistant")
    ?.hass ?? null;

/** In the language of whoever looks, as far as that is known already. */
export function say(text: keyof (typeof TEXTS)["en"]): string {
  const language = pageHass()?.language ?? navigator.language;
  return TEXTS[language.startsWith("de") ? "de" : "en"][text];
}
