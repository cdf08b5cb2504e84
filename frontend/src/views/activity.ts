import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import "../components/action-button.js";
import { nameOfDoor } from "../components/door-select.js";
import { idIn } from "../components/link.js";
import { readActivity, readOlder } from "../data/commands.js";
import { Follow } from "../data/home.js";
import { Reading } from "../data/reading.js";
import type { ActivityView as Activity, EventView } from "../data/types.js";
import { addDays, startOfDay } from "../ha/days.js";
import { EachDay } from "../ha/each-day.js";
import { date, dayKey } from "../ha/format.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import {
  allEntries,
  type Entry,
  EVERYTHING,
  type Filter,
  fits,
  keyOf,
  kindOf,
} from "./activity/entries.js";
import "./activity/entry.js";
import { filterBar } from "./activity/filter-bar.js";
import { eventSentence, spoken } from "./activity/sentence.js";
import "./keys/add-dialog.js";
import { View } from "./view.js";

const PAGE = 100;
const ANNOUNCED = 3;

/** What happens at the doors, and who changes whose access. */
@customElement("cloud-locks-activity")
export class ActivityView extends View {
  @state() private filter: Filter = EVERYTHING;
  @state() private most = PAGE;
  @state() private giving: EventView | null = null;
  @state() private announced = "";
  private older: EventView[] = [];
  /** Doors of which nothing older is recorded. */
  private readonly exhausted = new Set<string>();
  private newest: EventView | undefined;
  private stop: (() => void) | null = null;
  private readonly reading = new Reading(this, () => readActivity(this.home.hass), [
    "state",
  ]);

  static override styles = [
    shared,
    css`
      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 8px 12px;
        margin-block: 12px;
      }
      section {
        margin-block-start: 16px;
      }
      ul.card {
        margin-block-start: 8px;
        padding: 4px;
        display: grid;
      }
      li + li {
        border-block-start: var(--line);
      }
      .more {
        margin-block-start: 16px;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["access", "events", "changes"]);
    new EachDay(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    [this.newest] = this.home.events;
    this.stop = this.home.listen((told) => {
      if (told.has("events")) {
        this.announce();
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("sub") && this.sub !== "") {
      this.choose({ ...EVERYTHING, door: idIn(this.sub) });
    }
  }

  protected override render() {
    return html`<h2>${t("view.activity")}</h2>
      <p class="hidden-text" aria-live="polite">${this.announced}</p>
      ${this.reading.show((it) => this.renderRead(it))}
      ${
        this.giving === null
          ? nothing
          : html`<cloud-locks-add-credential
              .home=${this.home}
              .doorId=${this.giving.door_id}
              .card=${this.giving}
              @close=${() => (this.giving = null)}
            ></cloud-locks-add-credential>`
      }`;
  }

  private renderRead(read: Activity) {
    const all = allEntries(this.home, read, this.older);
    const chosen = all.filter((it) => fits(it, this.filter, this.home));
    const choose = (filter: Filter) => this.choose(filter);
    return html`${filterBar(this.home, all, this.filter, choose)}
    ${chosen.length === 0 ? this.renderEmpty(all.length > 0) : this.renderDays(chosen)}
    ${this.renderFoot(chosen)}`;
  }

  private renderEmpty(some: boolean) {
    return html`<div class="card stack">
      <p>${t(some ? "activity.none_chosen" : "activity.none")}</p>
      ${
        some
          ? html`<div>
              <button @click=${() => this.choose(EVERYTHING)}>
                ${t("activity.show_all")}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  private renderDays(entries: Entry[]) {
    const days = new Map<string, Entry[]>();
    for (const entry of entries.slice(0, this.most)) {
      const day = dayKey(new Date(entry.at));
      days.set(day, [...(days.get(day) ?? []), entry]);
    }
    return repeat(
      days,
      ([day]) => day,
      ([day, of]) =>
        html`<section aria-labelledby="day-${day}">
          <h3 id="day-${day}">${nameOfDay(day)}</h3>
          <ul class="card">
            ${repeat(
              of,
              (it) => it.key,
              (it) => this.renderEntry(it),
            )}
          </ul>
        </section>`,
    );
  }

  private renderEntry(entry: Entry) {
    return html`<li>
      <cloud-locks-entry
        .home=${this.home}
        .entry=${entry}
        @give=${() => (this.giving = entry.event)}
      ></cloud-locks-entry>
    </li>`;
  }

  private renderFoot(chosen: Entry[]) {
    const { door } = this.filter;
    if (chosen.length > this.most) {
      return html`<button class="more" @click=${() => (this.most += PAGE)}>
        ${t("activity.more", { count: chosen.length - this.most })}
      </button>`;
    }
    if (door === "") {
      return nothing;
    }
    if (this.exhausted.has(door)) {
      return html`<p class="more quiet">${t("activity.no_older")}</p>`;
    }
    return html`<cloud-locks-action
      class="more"
      .label=${t("activity.older", { door: nameOfDoor(this.home.doors, door) })}
      .run=${() => this.readOlder(door, chosen)}
    ></cloud-locks-action>`;
  }

  private async readOlder(door: string, chosen: Entry[]): Promise<void> {
    const known = allEntries(this.home, this.reading.value ?? NOTHING, this.older);
    const oldest = known.findLast(({ event }) => event?.door_id === door);
    const before = oldest?.event?.occurred_at ?? new Date().toISOString();
    const { events } = await readOlder(this.home.hass, door, before);
    const keys = new Set(known.map((it) => it.key));
    if (events.every((it) => keys.has(keyOf(it)))) {
      this.exhausted.add(door);
    }
    this.older = [...this.older, ...events];
    this.most = Math.max(this.most, chosen.length + PAGE);
    this.requestUpdate();
  }

  private choose(filter: Filter): void {
    this.filter = filter;
    this.most = PAGE;
  }

  /** Read out what is new, as far as it is shown. */
  private announce(): void {
    const { events } = this.home;
    const known = this.newest === undefined ? -1 : events.indexOf(this.newest);
    const fresh = known < 0 ? events : events.slice(0, known);
    [this.newest] = events;
    const chosen = fresh.filter((event) =>
      fits({ key: "", at: 0, event, change: null }, this.filter, this.home),
    );
    this.announced = chosen
      .slice(0, ANNOUNCED)
      .map((it) => this.spoken(it))
      .join(". ");
  }

  private spoken(event: EventView): string {
    const door = nameOfDoor(this.home.doors, event.door_id);
    const sentence = spoken(eventSentence(event, door));
    return kindOf(event) === "alarm" ? `${t("activity.alarm")} ${sentence}` : sentence;
  }
}

const NOTHING: Activity = { events: [], changes: [] };

function nameOfDay(day: string): string {
  const today = dayKey(new Date());
  if (day === today) {
    return t("activity.today");
  }
  return day === addDays(today, -1) ? t("activity.yesterday") : date(startOfDay(day));
}
