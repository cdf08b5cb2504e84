/**
 * What the WebSocket API answers; `custom_components/cloud_locks/websocket/views.py` says
 * what each field means, and a test compares the two.
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface ScheduleRow {
  schedule: string | null;
  start_datetime: string | null;
  end_datetime: string | null;
  days: string[];
  start_time: string | null;
  end_time: string | null;
  time_zone: string | null;
  one_time: boolean;
}

export interface CodeRow extends ScheduleRow {
  code_id: string | null;
  name: string;
  kind: string;
  status: string;
  on_lock: boolean | null;
  verified_at: string | null;
  reason: string | null;
  managed: boolean;
  enforced_by: string;
  person: string | null;
  pin?: string;
}

export interface CredentialRow extends ScheduleRow {
  credential_id: string;
  credential_type: string;
  name: string;
  user_id: string | null;
  duress: boolean | null;
  on_lock: boolean | null;
}

export interface UserRow extends ScheduleRow {
  user_id: string;
  name: string;
  account: string | null;
  role: string | null;
  remote: boolean | null;
  enabled: boolean | null;
  pending: boolean;
  person: string | null;
}

export interface EventRow {
  event_id: string;
  stream: string;
  type: string;
  method: string;
  who: string | null;
  person: string | null;
  grant_id: string | null;
  code_id: string | null;
  credential_type: string | null;
  occurred_at: string;
  failed_attempts: number | null;
  unlatched: boolean;
}

export interface ProblemView {
  reason: string;
  message: string;
  since: string | null;
  code_id: string | null;
  name: string | null;
}

export interface EventView extends EventRow {
  door_id: string;
  picture: string | null;
}

export interface DoorView {
  door_id: string;
  entity_id: string | null;
  device_id: string | null;
  name: string;
  area: string | null;
  brand: string;
  account_id: string;
  bolt: string;
  bolt_reported: boolean;
  door: string | null;
  battery: number | null;
  battery_low: boolean;
  keypad_battery: number | null;
  keypad_battery_low: boolean;
  charging: boolean | null;
  reachability: string;
  available: boolean;
  last_contact: string | null;
  gateway: string | null;
  gateway_online: boolean | null;
  operations: string[];
  confirm_code: boolean;
  asking_until: string | null;
  code_rules: Record<string, Json> | null;
  offline_codes: boolean;
  dynamic_codes: boolean;
  enrolls: string[];
  adds: string[];
  last_access: EventView | null;
  problems: ProblemView[];
  codes: CodeRow[] | null;
}

export interface AccessCardView {
  status: string;
  credential_id: string | null;
  retried: boolean;
  reason: string | null;
  message: string | null;
}

export interface AccessDoorView extends ScheduleRow {
  door_id: string;
  entity_id: string | null;
  name: string;
  status: string;
  code_id: string | null;
  enforced_by: string;
  retried: boolean;
  reason: string | null;
  message: string | null;
  drift: string;
  leaving: boolean;
  cards: AccessCardView[];
}

export interface AccessView {
  grant_id: string;
  name: string;
  status: string;
  paused: boolean;
  person: string | null;
  group: string | null;
  notes: string | null;
  drift: string;
  created: string | null;
  first_used: string | null;
  ended: string | null;
  has_pin: boolean;
  allow_home_assistant_schedule: boolean;
  booking: string | null;
  message_sent: string | null;
  doors: AccessDoorView[];
}

export interface AccountView {
  account_id: string;
  title: string;
  brand: string;
  brand_name: string;
  state: string;
  news: string;
  budget_used: number | null;
  subscription_ends: string | null;
  key_ends: string | null;
  locks: number;
  overdue: number;
  reason: string | null;
  message: string | null;
}

export interface IssueView {
  issue_id: string;
  severity: string;
  title: string;
  description: string;
  fixable: boolean;
}

export interface EnrollmentView {
  door_id: string;
  credential_type: string;
  name: string;
  state: string;
  step: number | null;
  steps: number | null;
  credential_id: string | null;
}

export interface ChangeView {
  at: string;
  change: string;
  grant_id: string;
  name: string;
  user: string | null;
}

export interface UpdateView {
  complete: boolean;
  doors: DoorView[];
  removed_doors: string[];
  access: AccessView[];
  removed_access: string[];
  accounts: AccountView[] | null;
  issues: IssueView[] | null;
  events: EventView[];
  changes: ChangeView[];
  enrollments: EnrollmentView[];
  contacts?: Record<string, string>;
}

export interface ActivityView {
  events: EventView[];
  changes: ChangeView[];
}

export interface SpanView {
  grant_id: string;
  door_ids: string[];
  start: string;
  end: string;
}

export interface TimelineView {
  spans: SpanView[];
  always: string[];
}

export interface ArrivalView {
  grant_id: string;
  day: "today" | "tomorrow";
  start: string;
  end: string | null;
  door_ids: string[];
  came_in: string | null;
}

export interface ArrivalsView {
  arrivals: ArrivalView[];
}

export interface PinView {
  pin: string;
}

export interface PinProblemView {
  door_id: string | null;
  reason: string;
  message: string;
}

export interface PinCheckView {
  problems: PinProblemView[];
}

export interface KeysView {
  credentials: CredentialRow[];
  users: UserRow[];
  /** Entities by `<credential_type>:<credential_id>` and `user:<user_id>`. */
  persons: Record<string, string>;
}

export interface ImportRowView {
  line: number;
  name: string;
  doors: string[];
  status: string;
  reason: string | null;
  message: string | null;
  grant_id: string | null;
}

export interface ImportView {
  rows: ImportRowView[];
}
