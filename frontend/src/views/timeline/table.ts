import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { nameOfDoor } from "../../components/door-select.js";
import type { Home } from "../../data/home.js";
import type { SpanView } from "../../data/types.js";
import { date, list } from "../../ha/format.js";
import { t } from "../../localize.js";
import { type Day, type Part, partsOf } from "./layout.js";
import type { NamedRow } from "./picture.js";
import { partWords } from "./words.js";

type Choose = ((span: SpanView) => void) | null;

/** Who can enter when, in words. `choose`: what is done with a stretch; null: nothing. */
export function timelineTable(
  home: Home,
  rows: readonly NamedRow[],
  days: readonly Day[],
  choose: Choose,
) {
  const cell = (row: NamedRow, day: Day) =>
    partsOf(
      row.bars.map((it) => it.span),
      day,
    ).map((it) => renderPart(home, it, choose));
  return html`<table>
    <caption class="hidden-text">
      ${t("timeline.caption")}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t("timeline.who")}</th>
        ${days.map((it) => html`<th scope="col">${date(new Date(it.start))}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        (it) => it.grantId,
        (row) =>
          html`<tr>
            <th scope="row">${row.name}</th>
            ${days.map((day) => html`<td>${cell(row, day)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function renderPart(home: Home, part: Part, choose: Choose) {
  const doors = part.span.door_ids.map((it) => nameOfDoor(home.doors, it));
  const words = html`<span>${partWords(part.from, part.to)}</span>
    <span class="quiet small">${list(doors)}</span>`;
  return choose === null
    ? html`<p>${words}</p>`
    : html`<button class="plain part" @click=${() => choose(part.span)}>
        ${words}
      </button>`;
}
