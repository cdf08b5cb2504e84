import { mdiBellRing, mdiDoorOpen, mdiHandBackLeft } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { time } from "../ha/format.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./action-button.js";
import "./confirmed.js";
import "./icon.js";

/** Somebody rings and waits: let in, or turn away, until the lock's own countdown ends. */
@customElement("cloud-locks-asking")
export class Asking extends LitElement {
  /** So long whoever rings waits, an ISO moment; null while nobody does. */
  @property() until: string | null = null;
  /** Which door. */
  @property() about = "";
  /** Letting in wants the confirmation code of the lock. */
  @property({ type: Boolean }) code = false;
  @property({ attribute: false }) letIn: (code?: string) => Promise<unknown> = () =>
    Promise.resolve();
  /** Null where the lock cannot be told so. */
  @property({ attribute: false }) turnAway: (() => Promise<unknown>) | null = null;
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

  private get left(): number {
    return this.until === null ? 0 : new Date(this.until).getTime() - Date.now();
  }

  protected override render() {
    if (this.until === null || this.left <= 0) {
      return nothing;
    }
    const { turnAway } = this;
    return html`<div class="box stack">
      <p class="row">
        <cloud-locks-icon .path=${mdiBellRing}></cloud-locks-icon>
        <span class="grow">${t("asking.words", { until: time(this.until) })}</span>
      </p>
      <div class="row">
        <cloud-locks-confirmed
          look="primary"
          .label=${t("asking.let_in")}
          .path=${mdiDoorOpen}
          .about=${this.about}
          .run=${this.letIn}
          ?code=${this.code}
        ></cloud-locks-confirmed>
        ${
          turnAway === null
            ? nothing
            : html`<cloud-locks-action
                .label=${t("asking.turn_away")}
                .path=${mdiHandBackLeft}
                .run=${turnAway}
              ></cloud-locks-action>`
        }
      </div>
    </div>`;
  }

  protected override updated(): void {
    clearTimeout(this.timer);
    if (this.left > 0) {
      this.timer = window.setTimeout(() => this.requestUpdate(), this.left);
    }
  }
}
