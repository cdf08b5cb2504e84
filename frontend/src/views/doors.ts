import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { isAsking, isUnlocked, needsAttention } from "../data/doors.js";
import { Follow } from "../data/home.js";
import type { DoorView } from "../data/types.js";
import { EachDay } from "../ha/each-day.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./doors/door.js";
import { byArea, fits, type Group, peopleAt } from "./doors/groups.js";
import { View } from "./view.js";

const FILTERS = {
  all: () => true,
  attention: (door: DoorView) => needsAttention(door),
  unlocked: isUnlocked,
} as const;
type Filter = keyof typeof FILTERS;

/** So many rows at a time: more come when somebody scrolls there. */
const PAGE = 48;

@customElement("cloud-locks-doors")
export class DoorsView extends View {
  @state() private filter: Filter = "all";
  @state() private search = "";
  @state() private rows = PAGE;
  @query("#more") private readonly more!: HTMLElement | null;
  private readonly day = new EachDay(this);
  private people: ReadonlyMap<string, number> = new Map();
  private readonly scrolled = new IntersectionObserver((seen) => {
    if (seen.some((it) => it.isIntersecting)) {
      this.showMore();
    }
  });

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 16px;
        container-type: inline-size;
      }
      .groups {
        --columns: 1;
        --gap: 16px;
        display: flex;
        flex-wrap: wrap;
        gap: 24px var(--gap);
      }
      /* An area with few doors leaves room for the next one. */
      section {
        --wide: min(var(--doors), var(--columns));
        display: grid;
        gap: 12px;
        grid-template-rows: auto 1fr;
        width: calc((100% + var(--gap)) * var(--wide) / var(--columns) - var(--gap));
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      input {
        flex: 1 1 220px;
      }
      ul.doors {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap);
      }
      ul.doors > li {
        width: calc((100% + var(--gap)) / var(--wide) - var(--gap));
      }
      @container (width >= 640px) {
        .groups {
          --columns: 2;
        }
      }
      @container (width >= 1000px) {
        .groups {
          --columns: 3;
        }
      }
      .empty {
        text-align: center;
        padding: 32px 0;
        justify-items: center;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["doors", "access"]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scrolled.disconnect();
  }

  protected override render() {
    const doors = [...this.home.doors.values()];
    if (doors.length === 0) {
      return html`<h2>${t("view.doors")}</h2>
        <p class="empty">${t("doors.none")}</p>`;
    }
    const found = doors.filter(
      (it) => FILTERS[this.filter](it) && fits(it, this.search),
    );
    this.people = peopleAt(this.home.access.values());
    return html`<h2>${t("view.doors")}</h2>
      ${this.renderTools(doors)}
      <p class="hidden-text" role="status">${this.told(found)}</p>
      ${found.length === 0 ? this.renderNothing() : this.renderGroups(found)}`;
  }

  /** What a screen reader says when it is different. */
  private told(found: DoorView[]): string {
    const asking = found.filter((it) => isAsking(it));
    const asks = asking.map((it) => t("doors.asks", { door: it.name }));
    return [t("doors.count", { count: found.length }), ...asks].join(". ");
  }

  private renderTools(doors: DoorView[]) {
    return html`<div class="tools">
      <input
        type="search"
        aria-label=${t("doors.search")}
        placeholder=${t("doors.search")}
        .value=${this.search}
        @input=${this.type}
      />
      <div class="row" role="group" aria-label=${t("doors.filter")}>
        ${(Object.keys(FILTERS) as Filter[]).map((it) => this.renderFilter(it, doors))}
      </div>
    </div>`;
  }

  private renderFilter(filter: Filter, doors: DoorView[]) {
    const count = doors.filter(FILTERS[filter]).length;
    const isOn = this.filter === filter;
    return html`<button
      aria-pressed=${isOn ? "true" : "false"}
      @click=${() => (this.filter = filter)}
    >
      ${t(`doors.filter.${filter}`)} <span class="quiet">${count}</span>
    </button>`;
  }

  private renderNothing() {
    return html`<div class="empty stack">
      <p>${t("doors.nothing_found")}</p>
      <button @click=${this.showAll}>${t("doors.show_all")}</button>
    </div>`;
  }

  private renderGroups(found: DoorView[]) {
    const hidden = found.length - this.rows;
    return html`<div class="groups">
        ${repeat(
          byArea(found, this.rows),
          (it) => it.key,
          (it) => this.renderGroup(it),
        )}
      </div>
      ${
        hidden > 0
          ? html`<button id="more" @click=${this.showMore}>
              ${t("doors.show_more", { count: hidden })}
            </button>`
          : nothing
      }`;
  }

  private renderGroup({ heading, doors }: Group) {
    return html`<section aria-label=${heading} style="--doors: ${doors.length}">
      <h3>${heading}</h3>
      <ul class="doors">
        ${repeat(
          doors,
          (it) => it.door_id,
          (it) =>
            html`<li>
              <cloud-locks-door
                .home=${this.home}
                .door=${it}
                .people=${this.people.get(it.door_id) ?? 0}
                .today=${this.day.today}
              ></cloud-locks-door>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  protected override updated(): void {
    // Looked for anew after each page: one that stays in view would not be told again.
    this.scrolled.disconnect();
    if (this.more !== null) {
      this.scrolled.observe(this.more);
    }
  }

  private readonly showMore = () => {
    this.rows += PAGE;
  };

  private readonly type = (event: InputEvent) => {
    this.search = (event.target as HTMLInputElement).value;
    this.rows = PAGE;
  };

  private readonly showAll = () => {
    this.search = "";
    this.filter = "all";
  };
}
