/** Everything that the panel shows, kept up to date by one subscription. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { CommandError, HomeAssistant, Unsubscribe } from "../ha/types.js";
import { subscribe } from "./commands.js";
import type {
  AccessView,
  AccountView,
  ChangeView,
  DoorView,
  EnrollmentView,
  EventView,
  IssueView,
  UpdateView,
} from "./types.js";

export type Topic =
  | "state"
  | "doors"
  | "access"
  | "accounts"
  | "issues"
  | "events"
  | "changes"
  | "enrollments";

const EVENTS_KEPT = 500;

/** `starting` until the first answer; `refused`: whoever looks may not. */
export type HomeState = "starting" | "ready" | "refused" | "failed";

type Listener = (topics: ReadonlySet<Topic>) => void;

export class Home {
  /** Home Assistant as of now: never a reason to render. */
  hass!: HomeAssistant;
  state: HomeState = "starting";
  /** Why it is refused or failed, as the server says it. */
  error: string | null = null;
  readonly doors = new Map<string, DoorView>();
  readonly access = new Map<string, AccessView>();
  readonly enrollments = new Map<string, EnrollmentView>();
  accounts: AccountView[] = [];
  issues: IssueView[] = [];
  /** Since the panel was opened, newest first. */
  events: EventView[] = [];
  changes: ChangeView[] = [];

  private readonly listeners = new Set<Listener>();
  private stop: Promise<Unsubscribe> | null = null;

  /** Call with what is different; returns how to stop. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Follow the house. Home Assistant's connection subscribes anew when it was lost. */
  async start(): Promise<void> {
    if (this.stop !== null) {
      return;
    }
    this.stop = subscribe(this.hass, (update) => this.take(update));
    try {
      await this.stop;
    } catch (err) {
      const { code, message } = err as CommandError;
      this.stop = null;
      this.state = code === "unauthorized" ? "refused" : "failed";
      this.error = message;
      this.tell(["state"]);
    }
  }

  async end(): Promise<void> {
    const stop = this.stop;
    this.stop = null;
    try {
      await (
        await stop
      )?.();
    } catch {
      // The connection is gone, and the subscription with it.
    }
  }

  /** Take a message of the subscription. */
  take(update: UpdateView): void {
    const topics: Topic[] = [];
    if (update.complete) {
      this.state = "ready";
      this.error = null;
      this.doors.clear();
      this.access.clear();
      this.enrollments.clear();
      topics.push("state", "doors", "access", "enrollments");
    }
    topics.push(
      ...merge("doors", this.doors, update.doors, "door_id", update.removed_doors),
      ...merge("access", this.access, update.access, "grant_id", update.removed_access),
      ...merge("enrollments", this.enrollments, update.enrollments, "door_id", []),
    );
    for (const [id, lastContact] of Object.entries(update.contacts ?? {})) {
      const door = this.doors.get(id);
      if (door !== undefined) {
        this.doors.set(id, { ...door, last_contact: lastContact });
        topics.push("doors");
      }
    }
    if (update.accounts !== null) {
      this.accounts = update.accounts;
      topics.push("accounts");
    }
    if (update.issues !== null) {
      this.issues = update.issues;
      topics.push("issues");
    }
    if (update.events.length > 0) {
      this.events = [...update.events.toReversed(), ...this.events];
      this.events.length = Math.min(this.events.length, EVENTS_KEPT);
      topics.push("events");
    }
    if (update.changes.length > 0) {
      this.changes = [...update.changes.toReversed(), ...this.changes];
      topics.push("changes");
    }
    this.tell(topics);
  }

  private tell(topics: Topic[]): void {
    const told = new Set(topics);
    for (const listener of [...this.listeners]) {
      listener(told);
    }
  }
}

function merge<T>(
  topic: Topic,
  known: Map<string, T>,
  rows: T[],
  key: keyof T,
  removed: string[],
): Topic[] {
  for (const row of rows) {
    known.set(row[key] as string, row);
  }
  for (const id of removed) {
    known.delete(id);
  }
  return rows.length + removed.length > 0 ? [topic] : [];
}

/** Renders its host anew when one of its topics is different. */
export class Follow implements ReactiveController {
  private stop: (() => void) | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & { home: Home },
    private readonly topics: readonly Topic[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = this.host.home.listen((told) => {
      if (this.topics.some((it) => told.has(it))) {
        this.host.requestUpdate();
      }
    });
  }

  hostDisconnected(): void {
    this.stop?.();
  }
}
