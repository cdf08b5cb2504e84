import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { readArrivals } from "../data/commands.js";
import { Reading } from "../data/reading.js";
import type { ArrivalView } from "../data/types.js";
import { addDays, startOfDay } from "../ha/days.js";
import { EachDay } from "../ha/each-day.js";
import { date, dayKey } from "../ha/format.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./arrivals/arrival.js";
import { View } from "./view.js";

const DAYS = ["today", "tomorrow"] as const;

/** Who comes today and tomorrow, and whether their doors are ready. */
@customElement("cloud-locks-arrivals")
export class ArrivalsView extends View {
  private readonly reading = new Reading(this, () => readArrivals(this.home.hass), [
    "state",
    "access",
    "events",
  ]);

  static override styles = [
    shared,
    css`
      section {
        margin-block-start: 24px;
      }
      ul,
      .empty {
        margin-block-start: 8px;
      }
    `,
  ];

  constructor() {
    super();
    new EachDay(this, this.reading.now);
  }

  protected override render() {
    return html`<h2>${t("view.arrivals")}</h2>
      ${this.reading.show(({ arrivals }) => DAYS.map((it) => this.renderDay(it, arrivals)))}`;
  }

  private renderDay(day: (typeof DAYS)[number], all: ArrivalView[]) {
    const arrivals = all.filter((it) => it.day === day);
    const key = addDays(dayKey(new Date()), DAYS.indexOf(day));
    return html`<section aria-labelledby=${day}>
      <h3 id=${day}>
        ${t(`arrivals.${day}`)}
        <span class="quiet small">${date(startOfDay(key))}</span>
      </h3>
      ${arrivals.length === 0 ? this.renderEmpty(day) : this.renderList(arrivals)}
    </section>`;
  }

  private renderList(arrivals: ArrivalView[]) {
    return html`<ul class="stack">
      ${repeat(
        arrivals,
        (it) => `${it.grant_id} ${it.start}`,
        (it) =>
          html`<li>
            <cloud-locks-arrival
              .home=${this.home}
              .arrival=${it}
            ></cloud-locks-arrival>
          </li>`,
      )}
    </ul>`;
  }

  private renderEmpty(day: (typeof DAYS)[number]) {
    return html`<div class="card empty">
      <p>${t(`arrivals.nobody_${day}`)}</p>
      ${
        day === "today"
          ? html`<p class="quiet small">${t("arrivals.nobody_help")}</p>`
          : ""
      }
    </div>`;
  }
}
