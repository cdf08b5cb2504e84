import { mdiAccountPlus } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import "../../components/icon.js";
import { link } from "../../components/link.js";
import { Follow, type Home } from "../../data/home.js";
import type { AccessView } from "../../data/types.js";
import { byName } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import "./card.js";
import { PEOPLE } from "./deeds.js";
import { needsAttention } from "./status.js";

const FILTERS = {
  current: (it: AccessView) => it.status !== "ended",
  attention: needsAttention,
  paused: (it: AccessView) => it.paused && it.status !== "ended",
  ended: (it: AccessView) => it.status === "ended",
} as const;
type Filter = keyof typeof FILTERS;

/** Who has access, by group. */
@customElement("cloud-locks-people-list")
export class PeopleList extends LitElement {
  @property({ attribute: false }) home!: Home;
  /** Only who can open this door. */
  @property() doorId = "";
  @state() private filter: Filter = "current";
  @state() private search = "";

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      .tools input {
        flex: 1 1 280px;
        width: auto;
      }
      ul {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr));
        margin-top: 8px;
      }
      .empty {
        text-align: center;
        padding: 48px 16px;
        display: grid;
        gap: 16px;
        justify-items: center;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["access"]);
  }

  protected override render() {
    const all = [...this.home.access.values()].filter((it) => this.isAtDoor(it));
    if (all.length === 0 && this.doorId === "") {
      return this.renderNobody();
    }
    const rows = all.filter((it) => FILTERS[this.filter](it) && this.isFound(it));
    return html`${this.renderDoor()} ${this.renderTools(all)}
      <p class="hidden-text" role="status">
        ${t("people.count", { count: rows.length })}
      </p>
      ${rows.length === 0 ? this.renderNone() : this.renderGroups(rows)}`;
  }

  private renderDoor() {
    const door = this.home.doors.get(this.doorId);
    return door === undefined
      ? nothing
      : html`<p class="row">
          ${t("people.of_door", { door: door.name })} ${link(PEOPLE, t("people.all"))}
        </p>`;
  }

  private renderTools(all: AccessView[]) {
    const search = (event: Event) =>
      (this.search = (event.target as HTMLInputElement).value);
    return html`<div class="row tools">
      <input
        type="search"
        .value=${this.search}
        aria-label=${t("people.search")}
        placeholder=${t("people.search")}
        @input=${search}
      />
      <div class="row filters" role="group" aria-label=${t("people.show")}>
        ${(Object.keys(FILTERS) as Filter[]).map((it) => this.renderFilter(it, all))}
      </div>
    </div>`;
  }

  private renderFilter(filter: Filter, all: AccessView[]) {
    const count = all.filter((it) => FILTERS[filter](it)).length;
    return html`<button
      aria-pressed=${this.filter === filter ? "true" : "false"}
      @click=${() => (this.filter = filter)}
    >
      ${t(`people.filter.${filter}`)} <span class="quiet">${count}</span>
    </button>`;
  }

  private renderGroups(rows: AccessView[]) {
    const groups = new Map<string, AccessView[]>();
    for (const row of rows.toSorted(byName)) {
      const group = row.group ?? "";
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
    const names = [...groups.keys()].toSorted((one, other) =>
      one === "" ? 1 : other === "" ? -1 : one.localeCompare(other),
    );
    return repeat(
      names,
      (name) => name,
      (name) =>
        html`<section>
          ${
            name === "" && names.length === 1
              ? nothing
              : html`<h3>${name === "" ? t("people.no_group") : name}</h3>`
          }
          <ul>
            ${repeat(
              groups.get(name) ?? [],
              (it) => it.grant_id,
              (it) =>
                html`<li>
                  <cloud-locks-access-card
                    .home=${this.home}
                    .access=${it}
                  ></cloud-locks-access-card>
                </li>`,
            )}
          </ul>
        </section>`,
    );
  }

  private renderNobody() {
    return html`<div class="card empty">
      <cloud-locks-icon .path=${mdiAccountPlus}></cloud-locks-icon>
      <p>${t("people.nobody")}</p>
      ${link(`${PEOPLE}/add`, t("people.add"), "button primary")}
    </div>`;
  }

  private renderNone() {
    return html`<p class="empty quiet">${t(`people.none.${this.filter}`)}</p>`;
  }

  private isAtDoor(access: AccessView): boolean {
    return (
      this.doorId === "" ||
      access.doors.some((it) => it.door_id === this.doorId && !it.leaving)
    );
  }

  private isFound({ name, group, doors, person }: AccessView): boolean {
    const words = [name, group, person, ...doors.map((it) => it.name)];
    return words.join(" ").toLowerCase().includes(this.search.trim().toLowerCase());
  }
}
