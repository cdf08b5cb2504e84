import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { link } from "../../components/link.js";
import type { Home } from "../../data/home.js";
import type { AccessView } from "../../data/types.js";
import { moment } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { pathOf } from "./deeds.js";
import "./doors.js";
import { accessLine } from "./sentence.js";
import { status, statusStyle } from "./status.js";

/** Somebody's access at a glance. */
@customElement("cloud-locks-access-card")
export class AccessCard extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) access!: AccessView;

  static override styles = [
    shared,
    statusStyle,
    css`
      :host {
        display: block;
      }
      .card {
        position: relative;
        height: 100%;
        align-content: start;
      }
      p {
        overflow-wrap: anywhere;
      }
      .card:hover {
        border-color: var(--accent);
      }
      .name a {
        color: inherit;
        font-weight: 500;
        font-size: 1.1rem;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      /* The whole card leads where its name does. */
      .name a::after {
        content: "";
        position: absolute;
        inset: 0;
        border-radius: inherit;
      }
      cloud-locks-access-doors {
        position: relative;
      }
    `,
  ];

  protected override render() {
    const { access } = this;
    const doors = access.doors.filter((it) => !it.leaving);
    return html`<div class="card stack">
      <div class="row spread">
        <span class="name grow">${link(pathOf(access.grant_id), access.name)}</span>
        ${status("access_status", access.status)}
      </div>
      <p class="small">${accessLine(doors, this.home.hass.config.time_zone)}</p>
      ${access.status === "ended" ? this.renderEnded() : this.renderDoors()}
    </div>`;
  }

  private renderEnded() {
    const { ended } = this.access;
    return ended === null
      ? nothing
      : html`<p class="small quiet">${t("people.ended", { at: moment(ended) })}</p>`;
  }

  private renderDoors() {
    return html`<cloud-locks-access-doors
      brief
      .home=${this.home}
      .access=${this.access}
    ></cloud-locks-access-doors>`;
  }
}
