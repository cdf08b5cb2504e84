import { mdiBellRing, mdiDoorOpen, mdiHandBackLeft } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/action-button.js";
import "../../components/confirmed.js";
import "../../components/icon.js";
import { operate, press } from "../../data/actions.js";
import { isAsking } from "../../data/doors.js";
import type { Home } from "../../data/home.js";
import type { DoorView } from "../../data/types.js";
import { entitiesOf } from "../../ha/entities.js";
import { time } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";

/** Somebody rings and waits: let in, or turn away, until the lock's own countdown ends. */
@customElement("cloud-locks-asking")
export class Asking extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) door!: DoorView;
  private timer = 0;

  static override styles = [
    shared,
    css`
      .box {
        border: 2px solid var(--accent);
        border-radius: 8px;
        padding: 8px 12px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render() {
    const { door } = this;
    if (!isAsking(door) || door.asking_until === null) {
      return nothing;
    }
    const until = time(door.asking_until);
    const entities = entitiesOf(this.home.hass, door.device_id ?? "");
    const reject = entities.get("button.reject_request");
    return html`<div class="box stack">
      <p class="row">
        <cloud-locks-icon .path=${mdiBellRing}></cloud-locks-icon>
        <span class="grow">${t("doors.asking", { until })}</span>
      </p>
      <div class="row">
        ${this.renderAccept(entities.get("button.accept_request"))}
        ${reject === undefined ? nothing : this.renderReject(reject)}
      </div>
    </div>`;
  }

  /** A button cannot ask for the confirmation code: there the lock itself is unlocked. */
  private renderAccept(button: string | undefined) {
    const { door } = this;
    const { hass } = this.home;
    const unlocks = door.confirm_code || button === undefined;
    return html`<cloud-locks-confirmed
      look="primary"
      .label=${t("doors.let_in")}
      .path=${mdiDoorOpen}
      .run=${(code?: string) =>
        unlocks
          ? operate(hass, door.entity_id ?? "", "unlock", code)
          : press(hass, button)}
      ?code=${door.confirm_code}
    ></cloud-locks-confirmed>`;
  }

  private renderReject(button: string) {
    return html`<cloud-locks-action
      .label=${t("doors.turn_away")}
      .path=${mdiHandBackLeft}
      .run=${() => press(this.home.hass, button)}
    ></cloud-locks-action>`;
  }

  protected override updated(): void {
    clearTimeout(this.timer);
    const left = new Date(this.door.asking_until ?? 0).getTime() - Date.now();
    if (left > 0) {
      this.timer = window.setTimeout(() => this.requestUpdate(), left);
    }
  }
}
