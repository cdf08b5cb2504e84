/** A house for tests: rows with everything in its place, and a Home Assistant of lies. */

import { vi } from "vitest";
import { Home } from "../data/home.js";
import type {
  AccessDoorView,
  AccessView,
  AccountView,
  DoorView,
  EventView,
  ScheduleRow,
  UpdateView,
} from "../data/types.js";
import type { HomeAssistant } from "../ha/types.js";

export const always: ScheduleRow = {
  schedule: "always",
  start_datetime: null,
  end_datetime: null,
  days: [],
  start_time: null,
  end_time: null,
  time_zone: null,
  one_time: false,
};

export const door = (with_: Partial<DoorView> = {}): DoorView => ({
  door_id: "tedee:1:front",
  entity_id: "lock.front_door",
  device_id: "device-front",
  name: "Front door",
  area: "Hall",
  brand: "tedee",
  account_id: "account",
  bolt: "locked",
  bolt_reported: true,
  door: "closed",
  battery: 80,
  battery_low: false,
  keypad_battery: null,
  keypad_battery_low: false,
  charging: false,
  reachability: "online",
  available: true,
  last_contact: "2026-11-21T10:00:00+01:00",
  gateway: "Bridge",
  gateway_online: true,
  operations: ["lock", "unlock", "open"],
  confirm_code: false,
  asking_until: null,
  code_rules: { pin_lengths: [5, 6, 7, 8], pin_chooser: "user", schedules: ["always"] },
  offline_codes: false,
  dynamic_codes: false,
  enrolls: [],
  adds: [],
  last_access: null,
  problems: [],
  codes: [],
  ...with_,
});

export const accessDoor = (with_: Partial<AccessDoorView> = {}): AccessDoorView => ({
  ...always,
  door_id: "tedee:1:front",
  entity_id: "lock.front_door",
  name: "Front door",
  status: "active",
  code_id: "7",
  enforced_by: "lock",
  retried: false,
  reason: null,
  message: null,
  drift: "not",
  leaving: false,
  cards: [],
  ...with_,
});

export const access = (with_: Partial<AccessView> = {}): AccessView => ({
  grant_id: "anna",
  name: "Anna",
  status: "active",
  paused: false,
  person: null,
  group: null,
  notes: null,
  drift: "report",
  created: "2026-11-01T10:00:00+01:00",
  first_used: null,
  ended: null,
  has_pin: true,
  allow_home_assistant_schedule: false,
  booking: null,
  message_sent: null,
  doors: [accessDoor()],
  ...with_,
});

export const event = (with_: Partial<EventView> = {}): EventView => ({
  event_id: "event-1",
  stream: "access",
  type: "unlocked",
  method: "code",
  who: "Anna",
  person: null,
  grant_id: "anna",
  code_id: "7",
  credential_type: null,
  occurred_at: "2026-11-21T10:00:00+01:00",
  failed_attempts: null,
  unlatched: false,
  door_id: "tedee:1:front",
  picture: null,
  ...with_,
});

export const account = (with_: Partial<AccountView> = {}): AccountView => ({
  account_id: "account",
  title: "Tedee",
  brand: "tedee",
  brand_name: "Tedee",
  state: "connected",
  news: "push",
  budget_used: 12,
  subscription_ends: null,
  key_ends: null,
  locks: 1,
  overdue: 0,
  reason: null,
  message: null,
  ...with_,
});

export const update = (with_: Partial<UpdateView> = {}): UpdateView => ({
  complete: false,
  doors: [],
  removed_doors: [],
  access: [],
  removed_access: [],
  accounts: null,
  issues: null,
  events: [],
  changes: [],
  enrollments: [],
  ...with_,
});

/** A house that has been read, and the calls that are made of it (`hass.callWS`). */
export function house(with_: Partial<UpdateView> = {}) {
  const home = new Home();
  const callWS = vi.fn<(message: Record<string, unknown>) => Promise<unknown>>();
  callWS.mockResolvedValue({});
  home.hass = {
    states: {},
    entities: {},
    user: { id: "me", name: "Me", is_admin: true },
    language: "en",
    locale: { language: "en", time_format: "24", time_zone: "server" },
    config: { time_zone: "Europe/Amsterdam" },
    connection: { subscribeMessage: () => Promise.resolve(() => undefined) },
    callWS: callWS as HomeAssistant["callWS"],
  };
  const first = { doors: [door()], access: [access()], accounts: [account()] };
  home.take(update({ complete: true, issues: [], ...first, ...with_ }));
  return { home, callWS };
}

/** Put an element into the page and wait until it has rendered. */
export async function mount<
  T extends HTMLElement & { updateComplete: Promise<unknown> },
>(element: T, properties: Partial<T> = {}): Promise<T> {
  Object.assign(element, properties);
  document.body.append(element);
  await element.updateComplete;
  return element;
}
