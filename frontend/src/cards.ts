/** On every page of Home Assistant, so as small as can be: names our cards. */

import { bring, CardHost, type CardConfig } from "./cards/host.js";
import { say } from "./cards/names.js";
import { isOurs } from "./ha/entities.js";
import type { HomeAssistant } from "./ha/types.js";

const LOCK = "cloud-locks-lock-card";
const ACTIVITY = "cloud-locks-activity-card";

interface Suggestion {
  config: CardConfig;
}

interface Entry {
  type: string;
  readonly name: string;
  readonly description: string;
  preview: true;
  getEntitySuggestion(hass: HomeAssistant, entityId: string): Suggestion | null;
}

/** Locks of ours that a dashboard would show. */
const locks = (hass: HomeAssistant): string[] =>
  Object.keys(hass.states)
    .filter((it) => it.startsWith("lock.") && isOurs(hass, it))
    .filter((it) => hass.entities[it]?.hidden !== true);

class LockCardHost extends CardHost {
  protected readonly inner = `${LOCK}-content`;

  override setConfig(config: CardConfig): void {
    if (typeof config["entity"] !== "string") {
      throw new Error("entity: lock.…");
    }
    super.setConfig(config);
  }

  static getStubConfig = (hass: HomeAssistant) => ({ entity: locks(hass)[0] ?? "" });

  static getConfigForm = async () => (await bring()).lockForm();

  getCardSize = () => 4;
  getGridOptions = () => ({ columns: 6, min_columns: 4 });
}

class ActivityCardHost extends CardHost {
  protected readonly inner = `${ACTIVITY}-content`;

  override setConfig(config: CardConfig): void {
    if (!Array.isArray(config["entities"])) {
      throw new Error("entities: [lock.…]");
    }
    super.setConfig(config);
  }

  static getStubConfig = (hass: HomeAssistant) => ({
    entities: locks(hass).slice(0, 3),
  });

  static getConfigForm = async () => (await bring()).activityForm();

  getCardSize = () => 5;
  getGridOptions = () => ({ columns: 12, min_columns: 6 });
}

/** Suggested for a lock of ours. */
const suggest =
  (config: (lock: string) => CardConfig) =>
  (hass: HomeAssistant, entityId: string): Suggestion | null =>
    entityId.startsWith("lock.") && isOurs(hass, entityId)
      ? { config: config(entityId) }
      : null;

// Named when they are read: the page knows its language by then.
const entries: Entry[] = [
  {
    type: LOCK,
    get name() {
      return say("lock");
    },
    get description() {
      return say("lock_help");
    },
    preview: true,
    getEntitySuggestion: suggest((entity) => ({ type: `custom:${LOCK}`, entity })),
  },
  {
    type: ACTIVITY,
    get name() {
      return say("activity");
    },
    get description() {
      return say("activity_help");
    },
    preview: true,
    getEntitySuggestion: suggest((entity) => ({
      type: `custom:${ACTIVITY}`,
      entities: [entity],
    })),
  },
];

if (customElements.get(LOCK) === undefined) {
  customElements.define(LOCK, LockCardHost);
  customElements.define(ACTIVITY, ActivityCardHost);
  const page = window as Window & { customCards?: Entry[] };
  (page.customCards ??= []).push(...entries);
}
