import { mdiChevronLeft, mdiChevronRight } from "@mdi/js";
import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { doorSelect } from "../components/door-select.js";
import "../components/icon.js";
import { accessLink } from "../components/link.js";
import { readTimeline } from "../data/commands.js";
import { Follow } from "../data/home.js";
import { Reading } from "../data/reading.js";
import type { SpanView, TimelineView as Timeline } from "../data/types.js";
import { addDays, firstWeekday, startOfWeek } from "../ha/days.js";
import { EachMinute } from "../ha/each-minute.js";
import { byName, date, dayKey } from "../ha/format.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import { type Day, daysFrom, rowsOf } from "./timeline/layout.js";
import "./timeline/picture.js";
import type { NamedRow } from "./timeline/picture.js";
import "./timeline/span-dialog.js";
import { timelineTable } from "./timeline/table.js";
import { timelineStyle } from "./timeline/style.js";
import { View } from "./view.js";

const WEEK = 7;
const PAGE = 60;

/** A week of who can enter when; where it is narrow, a day. */
@customElement("cloud-locks-timeline")
export class TimelineView extends View {
  /** A day that is shown; null: today. */
  @state() private day: string | null = null;
  @state() private door = "";
  @state() private asTable = false;
  @state() private chosen: SpanView | null = null;
  @state() private most = PAGE;
  private asked = "";
  private readonly reading = new Reading(this, () => this.read(), ["state", "access"]);

  static override styles = [shared, timelineStyle];

  constructor() {
    super();
    new Follow(this, ["access"]);
    new EachMinute(this);
  }

  private get days(): Day[] {
    const day = this.day ?? dayKey(new Date());
    const count = this.narrow ? 1 : WEEK;
    const first = this.narrow
      ? day
      : startOfWeek(day, firstWeekday(this.home.hass.locale));
    return daysFrom(first, count);
  }

  private get range(): [number, number] {
    const { days } = this;
    return [days[0]?.start ?? 0, days.at(-1)?.end ?? 0];
  }

  private read(): Promise<Timeline> {
    const [start, end] = this.range.map((it) => new Date(it).toISOString());
    this.asked = `${start} ${end}`;
    return readTimeline(this.home.hass, start ?? "", end ?? "");
  }

  protected override willUpdate(): void {
    const wanted = this.range.map((it) => new Date(it).toISOString()).join(" ");
    if (wanted !== this.asked) {
      this.reading.clear();
      void this.reading.now();
    }
  }

  protected override render() {
    const { days } = this;
    return html`<h2>${t("view.timeline")}</h2>
      ${this.renderBar(days)} ${this.reading.show((it) => this.renderRead(it, days))}
      ${
        this.chosen === null
          ? nothing
          : html`<cloud-locks-span-dialog
              .home=${this.home}
              .span=${this.chosen}
              .range=${this.range}
              @close=${() => (this.chosen = null)}
            ></cloud-locks-span-dialog>`
      }`;
  }

  private renderBar(days: Day[]) {
    const isNow = days.some((it) => it.key === dayKey(new Date()));
    const scale = this.narrow ? "day" : "week";
    return html`<div class="bar row">
      ${this.renderStep(mdiChevronLeft, t(`timeline.before_${scale}`), -1)}
      <h3 aria-live="polite">${titleOf(days)}</h3>
      ${this.renderStep(mdiChevronRight, t(`timeline.after_${scale}`), 1)}
      <button ?disabled=${isNow} @click=${() => (this.day = null)}>
        ${t(`timeline.now_${scale}`)}
      </button>
      <div class="door">
        ${doorSelect({
          doors: this.home.doors.values(),
          chosen: this.door,
          all: t("timeline.all_doors"),
          choose: (it) => (this.door = it),
        })}
      </div>
      <button
        aria-pressed=${this.asTable ? "true" : "false"}
        @click=${() => (this.asTable = !this.asTable)}
      >
        ${t("timeline.as_table")}
      </button>
    </div>`;
  }

  private renderStep(path: string, label: string, by: number) {
    const step = () => {
      const count = this.narrow ? 1 : WEEK;
      this.day = addDays(this.day ?? dayKey(new Date()), by * count);
    };
    return html`<button
      class="icon step"
      aria-label=${label}
      title=${label}
      @click=${step}
    >
      <cloud-locks-icon .path=${path}></cloud-locks-icon>
    </button>`;
  }

  private renderRead(read: Timeline, days: Day[]) {
    const rows = this.rowsIn(read, days);
    const shown = rows.slice(0, this.most);
    return html`${this.renderAlways(read.always)}
    ${rows.length === 0 ? this.renderEmpty() : this.renderRows(shown, days)}
    ${
      rows.length > this.most
        ? html`<button class="more" @click=${() => (this.most += PAGE)}>
            ${t("timeline.more", { count: rows.length - this.most })}
          </button>`
        : nothing
    }`;
  }

  /** Those with hours in these days, by name. */
  private rowsIn({ spans }: Timeline, days: Day[]): NamedRow[] {
    const { access } = this.home;
    const at = spans.filter(
      (it) => this.door === "" || it.door_ids.includes(this.door),
    );
    return rowsOf(at, days)
      .map((it) => ({
        ...it,
        name: access.get(it.grantId)?.name ?? t("common.unknown"),
      }))
      .sort(byName);
  }

  /** The table is there for who listens, also while the picture is shown. */
  private renderRows(rows: NamedRow[], days: Day[]) {
    const choose = (span: SpanView) => (this.chosen = span);
    const table = timelineTable(this.home, rows, days, this.asTable ? choose : null);
    return this.asTable
      ? html`<div
          class="card scroll"
          role="region"
          tabindex="0"
          aria-label=${t("timeline.caption")}
        >
          ${table}
        </div>`
      : html`<cloud-locks-timeline-picture
            class="card"
            .rows=${rows}
            .days=${days}
            .now=${Date.now()}
            @choose=${({ detail }: CustomEvent<SpanView>) => choose(detail)}
          ></cloud-locks-timeline-picture>
          <div class="hidden-text twin">${table}</div>`;
  }

  private renderAlways(ids: string[]) {
    const at = (id: string) => this.home.access.get(id);
    const always = ids
      .flatMap((id) => at(id) ?? [])
      .filter(
        ({ doors }) => this.door === "" || doors.some((it) => it.door_id === this.door),
      )
      .sort(byName);
    if (always.length === 0) {
      return nothing;
    }
    return html`<section class="card always" aria-labelledby="always">
      <h3 id="always">${t("timeline.always")}</h3>
      <ul class="row">
        ${always.map(
          (it) => html`<li>${accessLink(this.home, it.grant_id, it.name)}</li>`,
        )}
      </ul>
    </section>`;
  }

  private renderEmpty() {
    return html`<p class="card">${t("timeline.none")}</p>`;
  }
}

function titleOf(days: readonly Day[]): string {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) {
    return "";
  }
  const from = date(new Date(first.start));
  return first === last
    ? from
    : t("timeline.between", { from, to: date(new Date(last.start)) });
}
