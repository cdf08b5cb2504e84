import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import type { SpanView } from "../../data/types.js";
import { date, dayKey, isSameDay, time } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { partWords } from "./words.js";
import { type Bar, type Day, placeOf, type Row } from "./layout.js";

const LANE_PX = 36;
const HOURS = [0, 6, 12, 18];
/** As a part of the width. */
const ROOM_FOR_WORDS = 0.3;

export interface NamedRow extends Row {
  name: string;
}

const dayAndTime = (at: string): string => `${date(at)}, ${time(at)}`;

const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;

/**
 * Who can enter when, drawn; for eyes and pointers alone: the table says the same. Fires
 * `choose` with a stretch.
 */
@customElement("cloud-locks-timeline-picture")
export class Picture extends LitElement {
  @property({ attribute: false }) rows: readonly NamedRow[] = [];
  @property({ attribute: false }) days: readonly Day[] = [];
  @property({ attribute: false }) now = 0;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(96px, 18%) 1fr;
        border-block-start: var(--line);
      }
      .head {
        border: 0;
        color: var(--quiet);
        font-size: 0.875rem;
      }
      .name {
        padding: 8px 12px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        align-self: center;
      }
      .track {
        position: relative;
        min-height: 44px;
        overflow: hidden;
      }
      .columns {
        position: absolute;
        inset: 0;
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
      }
      .columns > * {
        border-inline-start: var(--line);
        padding: 8px 4px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .head .columns {
        position: static;
      }
      .today {
        background: color-mix(in srgb, var(--accent) 8%, transparent);
        font-weight: 500;
      }
      .head .today {
        color: var(--primary-text-color, #212121);
      }
      .fill {
        position: absolute;
        height: 28px;
        border-radius: 6px;
        background: var(--accent);
        color: var(--on-accent);
        font-size: 0.75rem;
        line-height: 28px;
        padding-inline: 6px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        min-width: 4px;
        pointer-events: none;
      }
      .short {
        padding: 0;
        color: transparent;
      }
      .press {
        position: absolute;
        min-height: 44px;
        padding: 0;
        border: 0;
        border-radius: 6px;
      }
      .now {
        position: absolute;
        inset-block: 0;
        width: 2px;
        background: var(--bad);
        pointer-events: none;
      }
    `,
  ];

  protected override render() {
    const [first] = this.days;
    const last = this.days.at(-1);
    const shown = first !== undefined && last !== undefined;
    const isNow = shown && this.now >= first.start && this.now < last.end;
    const now = isNow ? percent(placeOf(this.now, this.days)) : null;
    return html`<div aria-hidden="true">
      <div class="line head">
        <span class="name"></span>
        <div class="columns">${this.renderHead()}</div>
      </div>
      ${repeat(
        this.rows,
        (it) => it.grantId,
        (it) => this.renderRow(it, now),
      )}
    </div>`;
  }

  /** The days, or the hours of a single one. */
  private renderHead() {
    const [only, ...others] = this.days;
    if (only !== undefined && others.length === 0) {
      return HOURS.map((it) => {
        const at = only.start + ((only.end - only.start) * it) / 24;
        return html`<span>${time(new Date(at))}</span>`;
      });
    }
    return this.days.map(
      (it) => html`<span class=${this.look(it)}>${date(new Date(it.start))}</span>`,
    );
  }

  private renderRow(row: NamedRow, now: string | null) {
    const height = styleMap({ height: `${Math.max(44, row.lanes * LANE_PX + 8)}px` });
    const columns =
      this.days.length === 1
        ? HOURS.map(() => "")
        : this.days.map((it) => this.look(it));
    return html`<div class="line">
      <span class="name" title=${row.name}>${row.name}</span>
      <div class="track" style=${height}>
        <div class="columns">
          ${columns.map((it) => html`<span class=${it}></span>`)}
        </div>
        ${row.bars.map((it) => this.renderBar(it))}
        ${
          now === null
            ? nothing
            : html`<span
                class="now"
                title=${t("timeline.now")}
                style=${styleMap({ insetInlineStart: now })}
              ></span>`
        }
      </div>
    </div>`;
  }

  /** What is drawn is as long as it lasts; what is pressed is wide enough for a finger. */
  private renderBar({ span, from, to, lane }: Bar) {
    const [start, width] = [percent(from), percent(to - from)];
    const words = this.wordsOf(span);
    const fill = { insetInlineStart: start, width, top: `${lane * LANE_PX + 8}px` };
    const half = percent((to - from) / 2);
    const press = {
      insetInlineStart: `clamp(0px, ${percent((from + to) / 2)} - max(22px, ${half}), 100% - max(44px, ${width}))`,
      width: `max(44px, ${width})`,
      top: `${lane * LANE_PX}px`,
    };
    return html`<span
        class="fill ${to - from < ROOM_FOR_WORDS ? "short" : ""}"
        style=${styleMap(fill)}
        >${words}</span
      >
      <button
        class="press"
        tabindex="-1"
        title=${words}
        style=${styleMap(press)}
        @click=${() => this.choose(span)}
      ></button>`;
  }

  /** With the day where that is another one than the bar stands under. */
  private wordsOf({ start, end }: SpanView): string {
    const [first, last] = [this.days[0]?.start ?? 0, this.days.at(-1)?.end ?? 0];
    return partWords(
      Date.parse(start) === first ? null : start,
      Date.parse(end) === last ? null : end,
      isSameDay(new Date(start), new Date(end)) ? time : dayAndTime,
    );
  }

  private look(day: Day): string {
    return day.key === dayKey(new Date(this.now)) ? "today" : "";
  }

  private choose(detail: SpanView): void {
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-timeline-picture": Picture;
  }
}
