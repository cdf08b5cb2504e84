import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import "../../components/action-button.js";
import { link } from "../../components/link.js";
import type { Home } from "../../data/home.js";
import type { AccessCardView, AccessDoorView, AccessView } from "../../data/types.js";
import { t, word } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { change, pathOf, PEOPLE, retry } from "./deeds.js";
import { hoursOf } from "./sentence.js";
import { doorStatus, isOver, isTrouble, status, statusStyle } from "./status.js";

/** Reasons that are about the account or the way to its cloud. */
const OF_ACCOUNT =
  /^(account_|signed_out|verification|scope_|subscription_|not_permitted|wrong_region|clock_|link_|cloud_|rate_)/;

/** Where an access stands at each door: in words, why, and what now. Told as it changes. */
@customElement("cloud-locks-access-doors")
export class AccessDoors extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) access!: AccessView;
  /** Only doors where something is not as wished; the others in one line. */
  @property({ type: Boolean }) brief = false;

  static override styles = [
    shared,
    statusStyle,
    css`
      li {
        padding: 8px 0;
        border-top: var(--line);
      }
      :host([brief]) li {
        border: 0;
        padding: 4px 0;
      }
      .name {
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { doors } = this.access;
    const shown = this.brief ? doors.filter(isTold) : doors;
    const fine = doors.filter((it) => it.status === "active");
    const [first] = fine;
    return html`<ul aria-live="polite" aria-label=${t("people.at_doors")}>
      ${
        this.brief && first !== undefined
          ? html`<li class="row spread">
              <span>${t("doors.count", { count: fine.length })}</span>
              ${doorStatus(this.access, first)}
            </li>`
          : nothing
      }
      ${repeat(
        shown,
        (it) => it.door_id,
        (it) => this.renderDoor(it),
      )}
    </ul>`;
  }

  private renderDoor(door: AccessDoorView) {
    const trouble = isTrouble(door);
    return html`<li>
      <div class="row spread">
        <span class="name">${door.name}</span>
        ${doorStatus(this.access, door)}
      </div>
      ${this.brief ? nothing : this.renderHours(door)}
      ${
        door.drift === "not"
          ? nothing
          : html`<p class="small warn">
              ${t("people.drifted", { what: word("drifted", door.drift) })}
            </p>`
      }
      ${door.message === null ? nothing : html`<p class="small">${door.message}</p>`}
      ${this.brief && !trouble ? nothing : door.cards.map((it) => this.renderCard(it))}
      ${
        trouble && door.retried
          ? html`<p class="small quiet">${t("people.retried")}</p>`
          : nothing
      }
      ${trouble ? html`<div class="row">${this.renderNow(door)}</div>` : nothing}
    </li>`;
  }

  private renderCard(card: AccessCardView) {
    return html`<div class="row spread small">
        <span>${t("people.card")}</span>
        ${status("door_status", card.status)}
      </div>
      ${card.message === null ? nothing : html`<p class="small">${card.message}</p>`}`;
  }

  private renderHours(door: AccessDoorView) {
    const zone = this.home.hass.config.time_zone;
    return html`<p class="small quiet">
      ${hoursOf(door, zone)}${
        door.enforced_by === "lock" ? nothing : html` · ${t("people.kept_by_ha")}`
      }
    </p>`;
  }

  /** What a person can do about it. */
  private renderNow(door: AccessDoorView) {
    const { access } = this;
    const reason = door.reason ?? "";
    const of = (what: string, key: Parameters<typeof t>[0]) =>
      link(pathOf(access.grant_id, what), t(key), "button");
    if (OF_ACCOUNT.test(reason)) {
      return link("/cloud-locks/health", t("people.now.health"), "button");
    }
    if (isOver(access)) {
      return this.renderRetry();
    }
    if (door.drift !== "not" && door.drift !== "renamed") {
      return this.renderDrifted();
    }
    if (reason === "pin_required" || reason === "pin_in_use") {
      return of("rotate", "people.rotate");
    }
    if (reason.startsWith("schedule_")) {
      return of("change", "people.now.hours");
    }
    if (reason === "two_candidates" || reason === "list_full") {
      return link(`${PEOPLE}/elsewhere`, t("people.now.elsewhere"), "button");
    }
    return this.renderRetry();
  }

  private renderRetry() {
    return html`<cloud-locks-action
      .label=${t("common.retry")}
      .run=${() => retry(this.home, this.access)}
    ></cloud-locks-action>`;
  }

  private renderDrifted() {
    const button = (drift: string, label: string) =>
      html`<cloud-locks-action
        .label=${label}
        .run=${() => change(this.home, "update_grant", this.access, { drift })}
      ></cloud-locks-action>`;
    return [
      button("restore", t("people.now.restore")),
      button("accept", t("people.now.accept")),
    ];
  }
}

/** What is said of a door in a list: everything but what is fine or gone. */
const isTold = (door: AccessDoorView): boolean =>
  isTrouble(door) || !["active", "removed"].includes(door.status);
