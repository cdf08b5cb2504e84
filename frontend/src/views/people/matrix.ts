import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { link } from "../../components/link.js";
import { Follow, type Home } from "../../data/home.js";
import type { AccessView, DoorView } from "../../data/types.js";
import { byName } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { pathOf } from "./deeds.js";
import { doorsOf } from "./sentence.js";
import { doorStatus, statusStyle } from "./status.js";

/** Doors by people, in one table; doors at which nobody has access stand below. */
@customElement("cloud-locks-people-matrix")
export class PeopleMatrix extends LitElement {
  @property({ attribute: false }) home!: Home;

  static override styles = [
    shared,
    statusStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      .box {
        overflow: auto;
        max-height: calc(100dvh - 220px);
        padding: 0;
      }
      table {
        border-collapse: separate;
        border-spacing: 0;
      }
      th,
      td {
        border-bottom: var(--line);
        border-inline-end: var(--line);
        padding: 4px 8px;
        text-align: center;
        min-width: 96px;
      }
      th {
        background: var(--surface);
        font-weight: 500;
        overflow-wrap: break-word;
      }
      thead th {
        position: sticky;
        top: 0;
        z-index: 1;
        max-width: 140px;
        vertical-align: bottom;
      }
      tbody th,
      thead th:first-child {
        position: sticky;
        inset-inline-start: 0;
        text-align: start;
        max-width: 40vw;
        min-width: 96px;
      }
      thead th:first-child {
        z-index: 2;
      }
      td a {
        display: inline-grid;
        place-items: center;
        min-width: 44px;
        min-height: 44px;
        color: inherit;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["access", "doors"]);
  }

  protected override render() {
    const { home } = this;
    const people = [...home.access.values()]
      .filter((it) => it.status !== "ended")
      .toSorted(byName);
    const takes = [...home.doors.values()].filter((it) => it.code_rules !== null);
    const given = new Set(people.flatMap((it) => it.doors.map((at) => at.door_id)));
    const doors = takes.filter((it) => given.has(it.door_id)).toSorted(byName);
    const others = takes.filter((it) => !given.has(it.door_id)).map((it) => it.name);
    if (people.length === 0) {
      return html`<p class="card">${t("people.nobody")}</p>`;
    }
    return html`<div
        class="card box"
        tabindex="0"
        role="region"
        aria-label=${t("people.page.matrix")}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">${t("people.person")}</th>
              ${repeat(
                doors,
                (it) => it.door_id,
                (it) => html`<th scope="col">${it.name}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              people,
              (it) => it.grant_id,
              (it) => this.renderRow(it, doors),
            )}
          </tbody>
        </table>
      </div>
      ${
        others.length === 0
          ? nothing
          : html`<p class="quiet">
              ${t("people.nobody_at", { doors: doorsOf(others) })}
            </p>`
      }`;
  }

  private renderRow(access: AccessView, doors: DoorView[]) {
    const path = pathOf(access.grant_id);
    const at = new Map(access.doors.map((it) => [it.door_id, it]));
    return html`<tr>
      <th scope="row">${link(path, access.name)}</th>
      ${doors.map((door) => {
        const there = at.get(door.door_id);
        return html`<td>
          ${
            there === undefined || there.status === "removed"
              ? nothing
              : link(path, doorStatus(access, there, true))
          }
        </td>`;
      })}
    </tr>`;
  }
}
