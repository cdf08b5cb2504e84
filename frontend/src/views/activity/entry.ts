import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { nameOfDoor } from "../../components/door-select.js";
import "../../components/icon.js";
import { accessLink } from "../../components/link.js";
import type { Home } from "../../data/home.js";
import type { EventView } from "../../data/types.js";
import { time } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { type Entry, isUnknownCard, kindOf } from "./entries.js";
import { iconOf } from "./icons.js";
import { changeSentence, eventSentence } from "./sentence.js";

const RFID = "rfid_code";

/**
 * A line of Activity. Fires `give` with the event of a card that nobody has yet, to be
 * given to somebody.
 */
@customElement("cloud-locks-entry")
export class EntryRow extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) entry!: Entry;
  @state() private large = false;
  @state() private noPicture = false;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .line {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 4px 12px;
        align-items: start;
        padding: 8px 12px;
        border-inline-start: 4px solid transparent;
      }
      .alarm {
        border: 1px solid var(--bad);
        border-inline-start-width: 4px;
        border-radius: 8px;
      }
      .says {
        overflow-wrap: anywhere;
      }
      .badge {
        color: var(--bad);
        font-weight: 500;
      }
      .picture {
        padding: 0;
        border-radius: 8px;
        overflow: hidden;
        height: auto;
      }
      img {
        display: block;
        width: 160px;
        max-width: 100%;
      }
      .large img {
        width: 640px;
      }
    `,
  ];

  protected override render() {
    const { entry, home } = this;
    const { event, change } = entry;
    const kind = event === null ? null : kindOf(event);
    const [before, name, after] =
      event === null
        ? changeSentence(change)
        : eventSentence(event, nameOfDoor(home.doors, event.door_id));
    const grantId = event === null ? change.grant_id : event.grant_id;
    const look = { alarm: "bad", failed: "warn", refused: "warn" }[kind as string];
    return html`<div class="line ${kind === "alarm" ? "alarm" : ""}">
      <cloud-locks-icon
        class=${look ?? "quiet"}
        .path=${iconOf(entry)}
      ></cloud-locks-icon>
      <div class="stack says">
        <p>
          ${
            kind === "alarm"
              ? html`<span class="badge">${t("activity.alarm")}</span> `
              : nothing
          }${before}${name === "" ? nothing : accessLink(home, grantId, name)}${after}
        </p>
        ${event === null ? nothing : this.renderMore(event)}
      </div>
      <time class="quiet small" datetime=${new Date(entry.at).toISOString()}
        >${time(new Date(entry.at))}</time
      >
    </div>`;
  }

  private renderMore(event: EventView) {
    const attempts = event.failed_attempts;
    return html`${
      attempts === null || attempts === 0
        ? nothing
        : html`<p class="quiet small">
            ${t("activity.attempts", { count: attempts })}
          </p>`
    }${
      event.unlatched
        ? html`<p class="quiet small">${t("activity.unlatched")}</p>`
        : nothing
    }${
      event.picture === null || this.noPicture ? nothing : this.renderPicture(event)
    }${this.canBeGiven(event) ? this.renderGive() : nothing}`;
  }

  private renderPicture({ picture, door_id }: EventView) {
    const door = nameOfDoor(this.home.doors, door_id);
    return html`<div>
      <button
        class="picture ${this.large ? "large" : ""}"
        aria-expanded=${this.large ? "true" : "false"}
        @click=${() => (this.large = !this.large)}
      >
        <img
          src=${picture ?? nothing}
          alt=${t("activity.picture", { door })}
          loading="lazy"
          @error=${() => (this.noPicture = true)}
        />
      </button>
    </div>`;
  }

  private renderGive() {
    return html`<div>
      <button @click=${() => this.dispatchEvent(new CustomEvent("give"))}>
        ${t("activity.give")}
      </button>
    </div>`;
  }

  private canBeGiven(event: EventView): boolean {
    const door = this.home.doors.get(event.door_id);
    return isUnknownCard(event) && door?.adds.includes(RFID) === true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-entry": EntryRow;
  }
}
