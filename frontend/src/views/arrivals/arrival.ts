import {
  mdiAccountArrowRight,
  mdiDoorOpen,
  mdiMessageAlertOutline,
  mdiMessageCheckOutline,
} from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/confirmed.js";
import "../../components/dialog.js";
import { nameOfDoor } from "../../components/door-select.js";
import "../../components/icon.js";
import { accessLink } from "../../components/link.js";
import "../../components/send-message.js";
import { operate } from "../../data/actions.js";
import { whyClosed } from "../../data/doors.js";
import { Follow, type Home } from "../../data/home.js";
import type { AccessView, ArrivalView } from "../../data/types.js";
import { isSameDay, moment, time } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { status, statusStyle } from "../people/status.js";

/** Somebody who is expected: hours, doors, and what is still to do. */
@customElement("cloud-locks-arrival")
export class Arrival extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) arrival!: ArrivalView;
  @state() private sends = false;

  static override styles = [
    shared,
    statusStyle,
    css`
      :host {
        display: block;
      }
      .who {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .who a {
        padding-block: 11px;
      }
      .told {
        margin-block-start: 4px;
      }
      .doors {
        border-block-start: var(--line);
        margin-block-start: 8px;
        padding-block-start: 4px;
      }
      .doors li {
        padding-block: 4px;
      }
      .name {
        flex: 1 1 auto;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 16px;
        min-height: 44px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      @media (width <= 600px) {
        .name {
          flex-direction: column;
          align-items: start;
          justify-content: center;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["access", "doors"]);
  }

  protected override render() {
    const { arrival, home } = this;
    const access = home.access.get(arrival.grant_id);
    const name = access?.name ?? t("common.unknown");
    return html`<article class="card" aria-labelledby="name">
      <div class="row spread">
        <p id="name" class="who">${accessLink(home, arrival.grant_id, name)}</p>
        <span>${hoursOf(arrival)}</span>
      </div>
      <div class="row told">
        ${this.renderCameIn()}
        ${access === undefined ? nothing : this.renderSent(access)}
      </div>
      <ul class="doors">
        ${arrival.door_ids.map((it) => this.renderDoor(it, access))}
      </ul>
    </article>`;
  }

  private renderCameIn() {
    const { came_in, end } = this.arrival;
    const isOver = end !== null && Date.parse(end) < Date.now();
    return html`<span class="chip ${came_in === null ? "quiet" : "good"}">
      <cloud-locks-icon .path=${mdiAccountArrowRight}></cloud-locks-icon>
      ${
        came_in === null
          ? t(isOver ? "arrivals.did_not_come" : "arrivals.not_here")
          : t("arrivals.came_in", { at: moment(came_in) })
      }
    </span>`;
  }

  private renderSent({ message_sent: sent, has_pin, grant_id }: AccessView) {
    const path = sent === null ? mdiMessageAlertOutline : mdiMessageCheckOutline;
    return html`<span class="chip ${sent === null ? "warn" : ""}">
        <cloud-locks-icon .path=${path}></cloud-locks-icon>
        ${
          sent === null
            ? t("arrivals.not_sent")
            : t("arrivals.sent", { at: moment(sent) })
        }
      </span>
      ${
        sent === null && has_pin
          ? html`<button aria-haspopup="dialog" @click=${() => (this.sends = true)}>
              ${t("people.send")}
            </button>`
          : nothing
      }
      ${this.sends ? this.renderSending(grant_id) : nothing}`;
  }

  private renderSending(grantId: string) {
    const close = () => (this.sends = false);
    return html`<cloud-locks-dialog open .heading=${t("people.send")} @close=${close}>
      <cloud-locks-send-message
        .home=${this.home}
        .grantId=${grantId}
        @sent=${close}
      ></cloud-locks-send-message>
    </cloud-locks-dialog>`;
  }

  private renderDoor(doorId: string, access: AccessView | undefined) {
    const at = access?.doors.find((it) => it.door_id === doorId);
    const name = at?.name ?? nameOfDoor(this.home.doors, doorId);
    return html`<li>
      <div class="row" role="group" aria-label=${name}>
        <span class="name">
          <span>${name}</span>
          ${at === undefined ? nothing : status("door_status", at.status)}
        </span>
        ${this.arrival.day === "today" ? this.renderLetIn(doorId) : nothing}
      </div>
      ${at?.message == null ? nothing : html`<p class="small">${at.message}</p>`}
    </li>`;
  }

  private renderLetIn(doorId: string) {
    const door = this.home.doors.get(doorId);
    const entityId = door?.entity_id ?? null;
    if (door === undefined || entityId === null) {
      return nothing;
    }
    const why = whyClosed(door);
    const how = door.operations.includes("open") ? "open" : "unlock";
    return html`<cloud-locks-confirmed
        .label=${t("arrivals.let_in")}
        .about=${door.name}
        .path=${mdiDoorOpen}
        .run=${(code?: string) => operate(this.home.hass, entityId, how, code)}
        ?code=${door.confirm_code}
        ?disabled=${why !== null}
      ></cloud-locks-confirmed>
      ${why === null ? nothing : html`<p class="small quiet">${t(...why)}</p>`}`;
  }
}

function hoursOf({ start, end }: ArrivalView): string {
  if (end === null) {
    return t("arrivals.from", { start: time(start) });
  }
  const sameDay = isSameDay(new Date(start), new Date(end));
  const until = sameDay ? time(end) : moment(end);
  return t("arrivals.hours", { start: time(start), end: until });
}
