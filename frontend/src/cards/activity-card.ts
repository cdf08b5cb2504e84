import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import "../components/icon.js";
import type { EventView } from "../data/types.js";
import { EachDay } from "../ha/each-day.js";
import { entitiesOf, isOurs } from "../ha/entities.js";
import { moment } from "../ha/format.js";
import { showMoreInfo } from "../ha/navigate.js";
import { t, word } from "../localize.js";
import { shared } from "../styles/shared.js";
import { iconOf } from "../views/activity/icons.js";
import { eventSentence, spoken } from "../views/activity/sentence.js";
import { boltLook } from "../views/doors/words.js";
import { Card, cardStyle } from "./card.js";
import { ROWS } from "./forms.js";
import { remember } from "./seen.js";

interface ActivityConfig {
  entities: string[];
  title?: string;
  rows?: number;
}

/** The streams of a lock that are shown; what is marked as duress stands in none. */
const STREAMS = ["access", "alarm", "doorbell"] as const;

interface Row {
  event: EventView;
  door: string;
}

/** How chosen locks stand, and what happened there: the newest that is known. */
@customElement("cloud-locks-activity-card-content")
export class ActivityCard extends Card<ActivityConfig> {
  /** The event entities of each lock, by stream. */
  private streams: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();

  static override styles = [
    shared,
    cardStyle,
    css`
      .locks {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .locks button {
        padding: 0 12px;
        max-width: 100%;
      }
      .locks span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .events li {
        display: flex;
        gap: 12px;
        padding: 8px 0;
        overflow-wrap: anywhere;
      }
      .events li + li {
        border-top: var(--line);
      }
      li > span {
        flex: 1;
      }
      time {
        flex: none;
      }
    `,
  ];

  constructor() {
    super();
    new EachDay(this);
  }

  protected watched(): Iterable<string> {
    const events = [...this.streams.values()].flatMap((it) => [...it.values()]);
    return [...this.config.entities, ...events];
  }

  protected relate(): void {
    this.streams = new Map(
      this.config.entities.map((lock) => [lock, this.eventsOf(lock)] as const),
    );
  }

  private eventsOf(lock: string): ReadonlyMap<string, string> {
    const device = this.hass.entities[lock]?.device_id;
    const related = entitiesOf(this.hass, device ?? "");
    const found = new Map<string, string>();
    for (const stream of STREAMS) {
      const entity = related.get(`event.${stream}`);
      if (entity !== undefined) {
        found.set(stream, entity);
      }
    }
    return found;
  }

  protected renderCard() {
    const { entities, title } = this.config;
    const wrong = entities.find((it) => !isOurs(this.hass, it));
    if (wrong !== undefined) {
      const isThere = this.hass.states[wrong] !== undefined;
      return this.renderFault(isThere ? "card.not_ours" : "card.gone", wrong);
    }
    if (entities.length === 0) {
      return html`<p>${t("card.choose")}</p>`;
    }
    const rows = this.rows();
    return html`${title === undefined || title === "" ? nothing : html`<h2>${title}</h2>`}
      <ul class="locks">
        ${entities.map((it) => this.renderLock(it))}
      </ul>
      ${
        rows.length === 0
          ? html`<p class="quiet">${t("card.nothing_yet")}</p>`
          : html`<ul class="events">
              ${repeat(
                rows,
                (it) => it.event.event_id,
                (it) => this.renderRow(it),
              )}
            </ul>`
      }`;
  }

  private nameOf(lock: string): string {
    return this.hass.states[lock]?.attributes.friendly_name ?? lock;
  }

  private renderLock(lock: string) {
    const state = this.hass.states[lock]?.state ?? "unknown";
    const { path, look } = boltLook(state);
    const says = state === "unavailable" ? t("card.away") : word("bolt", state);
    return html`<li>
      <button @click=${() => showMoreInfo(this, lock)}>
        <cloud-locks-icon class=${look} .path=${path}></cloud-locks-icon>
        <span>${this.nameOf(lock)}: ${says}</span>
      </button>
    </li>`;
  }

  /** The newest events first. */
  private rows(): Row[] {
    const rows: Row[] = [];
    for (const [lock, streams] of this.streams) {
      for (const [stream, entityId] of streams) {
        const entity = this.hass.states[entityId];
        const events = entity === undefined ? [] : remember(entity, stream);
        rows.push(...events.map((event) => ({ event, door: this.nameOf(lock) })));
      }
    }
    const at = ({ event }: Row) => new Date(event.occurred_at).getTime();
    return rows
      .toSorted((one, other) => at(other) - at(one))
      .slice(0, this.config.rows ?? ROWS);
  }

  private renderRow({ event, door }: Row) {
    const isAlarm = event.stream === "alarm";
    return html`<li>
      <cloud-locks-icon
        class=${isAlarm ? "bad" : ""}
        .path=${iconOf({ event })}
      ></cloud-locks-icon>
      <span>
        ${isAlarm ? html`<strong class="bad">${t("activity.alarm")}</strong> ` : nothing}
        ${spoken(eventSentence(event, door))}
      </span>
      <time class="quiet" datetime=${event.occurred_at}
        >${moment(event.occurred_at)}</time
      >
    </li>`;
  }
}
