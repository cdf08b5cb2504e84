import { mdiDoorOpen, mdiLock, mdiLockOpenVariant } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { operate } from "../data/actions.js";
import { whyClosed } from "../data/doors.js";
import type { Home } from "../data/home.js";
import type { DoorView } from "../data/types.js";
import { t, word } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./action-button.js";
import "./confirmed.js";

export const OPERATIONS = {
  lock: mdiLock,
  unlock: mdiLockOpenVariant,
  open: mdiDoorOpen,
} as const;
export type Operation = keyof typeof OPERATIONS;

/**
 * Buttons that move the bolt of a door. What lets somebody in is confirmed. Out of reach
 * they are off, and say why.
 */
@customElement("cloud-locks-operate")
export class Operate extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) door!: DoorView;
  /** Only these of what the lock can do. */
  @property({ attribute: false }) only: readonly string[] = Object.keys(OPERATIONS);

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        --button-padding: 10px;
      }
      .row > * {
        flex: 1 1 auto;
      }
    `,
  ];

  protected override render() {
    const why = whyClosed(this.door);
    const can = (it: string) =>
      this.door.operations.includes(it) && this.only.includes(it);
    const buttons = (Object.keys(OPERATIONS) as Operation[]).filter(can);
    return html`<div
        class="row"
        role="group"
        aria-label=${this.door.name}
        aria-describedby=${why === null ? nothing : "why"}
      >
        ${buttons.map((it) => this.renderButton(it, why !== null))}
      </div>
      ${why === null ? nothing : html`<p id="why" class="small quiet">${t(...why)}</p>`}`;
  }

  private renderButton(operation: Operation, disabled: boolean) {
    const run = (code?: string) =>
      operate(this.home.hass, this.door.entity_id ?? "", operation, code);
    const label = word("operation", operation);
    const path = OPERATIONS[operation];
    return operation === "lock"
      ? html`<cloud-locks-action
          .label=${label}
          .path=${path}
          .done=${t("action.sent")}
          .run=${() => run()}
          ?disabled=${disabled}
        ></cloud-locks-action>`
      : html`<cloud-locks-confirmed
          .label=${label}
          .path=${path}
          .about=${this.door.name}
          .run=${run}
          ?code=${this.door.confirm_code}
          ?disabled=${disabled}
        ></cloud-locks-confirmed>`;
  }
}
