import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/pin.js";
import "../../components/send-message.js";
import { revealPin } from "../../data/commands.js";
import { Follow, type Home } from "../../data/home.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { type Failure, failureItems } from "./check.js";
import "./doors.js";
import { accessSentence } from "./sentence.js";

/** Somebody was just given access: the PIN, how to tell it, and how far the locks are. */
@customElement("cloud-locks-access-added")
export class AccessAdded extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property() grantId = "";
  /** Doors at which it cannot be. */
  @property({ attribute: false }) failures: Failure[] = [];

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      section {
        border-top: var(--line);
        padding-top: 16px;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["access"]);
  }

  protected override render() {
    const access = this.home.access.get(this.grantId);
    if (access === undefined) {
      return html`<p role="status">${t("people.adding")}</p>`;
    }
    const read = async () => {
      const { pin } = await revealPin(this.home.hass, { grant_id: this.grantId });
      return pin;
    };
    return html`<p role="status">${accessSentence(access.name, access.doors)}</p>
      <div class="row">
        <strong>${t("people.pin")}</strong>
        <cloud-locks-pin .read=${read}></cloud-locks-pin>
      </div>
      <cloud-locks-access-doors
        .home=${this.home}
        .access=${access}
      ></cloud-locks-access-doors>
      <ul>
        ${failureItems(this.home, this.failures)}
      </ul>
      <section class="stack">
        <h3>${t("people.send")}</h3>
        ${
          access.message_sent === null
            ? nothing
            : html`<p class="good">${t("people.was_sent")}</p>`
        }
        <cloud-locks-send-message
          .home=${this.home}
          .grantId=${this.grantId}
        ></cloud-locks-send-message>
      </section>
      <div class="row">
        <button class="primary" @click=${this.done}>${t("common.close")}</button>
      </div>`;
  }

  private readonly done = () => this.dispatchEvent(new CustomEvent("done"));
}
