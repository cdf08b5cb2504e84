import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/dialog.js";
import { nameOfDoor } from "../../components/door-select.js";
import { accessLink } from "../../components/link.js";
import { Follow, type Home } from "../../data/home.js";
import type { SpanView } from "../../data/types.js";
import { moment } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { hoursOf } from "../people/sentence.js";
import { status, statusStyle } from "../people/status.js";
import { partWords } from "./words.js";

/** A stretch of the timeline: who, when, which doors, and where these stand. */
@customElement("cloud-locks-span-dialog")
export class SpanDialog extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) span!: SpanView;
  /** What was asked for: a stretch that has no end of its own is cut off there. */
  @property({ attribute: false }) range: readonly [start: number, end: number] = [0, 0];

  static override styles = [
    shared,
    statusStyle,
    css`
      li + li {
        border-block-start: var(--line);
      }
      li {
        padding-block: 8px;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["access"]);
  }

  protected override render() {
    const { home, span } = this;
    const access = home.access.get(span.grant_id);
    const name = access?.name ?? t("common.unknown");
    const [start, end] = this.range;
    const from = Date.parse(span.start) === start ? null : span.start;
    const to = Date.parse(span.end) === end ? null : span.end;
    const close = () => this.dispatchEvent(new CustomEvent("close"));
    return html`<cloud-locks-dialog open .heading=${name} @close=${close}>
      <div class="stack">
        <p><strong>${partWords(from, to, moment)}</strong></p>
        <ul>
          ${span.door_ids.map((it) => this.renderDoor(it))}
        </ul>
        <p>${accessLink(home, span.grant_id, t("timeline.to_access", { name }))}</p>
      </div>
    </cloud-locks-dialog>`;
  }

  private renderDoor(doorId: string) {
    const access = this.home.access.get(this.span.grant_id);
    const at = access?.doors.find((it) => it.door_id === doorId);
    return html`<li>
      <div class="row spread">
        <span>${at?.name ?? nameOfDoor(this.home.doors, doorId)}</span>
        ${at === undefined ? "" : status("door_status", at.status)}
      </div>
      ${
        at === undefined
          ? ""
          : html`<p class="quiet small">
              ${hoursOf(at, this.home.hass.config.time_zone)}
            </p>`
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-span-dialog": SpanDialog;
  }
}
