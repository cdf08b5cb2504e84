import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import "../../components/dialog.js";
import { toast } from "../../components/toast.js";
import { reasonOf } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import type { AccessView } from "../../data/types.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { change } from "./deeds.js";
import "./pin-field.js";
import type { PinField } from "./pin-field.js";

/** A new PIN, and what becomes of the old one. Fires `done`. */
@customElement("cloud-locks-access-rotate")
export class AccessRotate extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) access!: AccessView;
  @state() private cut = false;
  @state() private busy = false;
  @state() private error: string | null = null;
  @query("cloud-locks-pin-field") private readonly field!: PinField;

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 16px;
      }
    `,
  ];

  protected override render() {
    const { access } = this;
    return html`<cloud-locks-dialog
      open
      .heading=${t("people.rotate_of", { name: access.name })}
      @close=${this.done}
    >
      <form @submit=${this.submit}>
        <fieldset>
          <legend>${t("people.old_pin")}</legend>
          ${this.renderChoice(false)} ${this.renderChoice(true)}
        </fieldset>
        <cloud-locks-pin-field
          .home=${this.home}
          .doorIds=${access.doors.filter((it) => !it.leaving).map((it) => it.door_id)}
          .name=${access.name}
          .grantId=${access.grant_id}
        ></cloud-locks-pin-field>
        <p class="bad" role="alert">${this.error}</p>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>${t("people.rotate")}</button>
          <button type="button" @click=${this.done}>${t("common.cancel")}</button>
        </div>
      </form>
    </cloud-locks-dialog>`;
  }

  private renderChoice(cut: boolean) {
    return html`<label class="choice">
      <input
        type="radio"
        name="cut"
        ?autofocus=${!cut}
        .checked=${this.cut === cut}
        @change=${() => (this.cut = cut)}
      />
      <span>${t(cut ? "people.cut" : "people.overlap")}</span>
    </label>`;
  }

  private readonly done = () => this.dispatchEvent(new CustomEvent("done"));

  private readonly submit = async (event: Event) => {
    event.preventDefault();
    const pin = this.field.value;
    this.busy = true;
    this.error = null;
    try {
      const typed = pin === "" ? {} : { pin };
      const data = { cut_at_once: this.cut, ...typed };
      await change(this.home, "rotate_grant", this.access, data);
      toast(this, { text: t("people.rotated") });
      this.done();
    } catch (err) {
      this.error = reasonOf(err);
    }
    this.busy = false;
  };
}
