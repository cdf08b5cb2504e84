import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { reasonOf } from "../data/actions.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./action-button.js";
import "./dialog.js";
import "./icon.js";
import { toast } from "./toast.js";

/**
 * A button that lets somebody in: pressed twice or, where the lock has a confirmation
 * code, with that code, which stays in its field and no longer than the window is open.
 */
@customElement("cloud-locks-confirmed")
export class Confirmed extends LitElement {
  @property() label = "";
  @property() path = "";
  /** Which door, for the window that asks. */
  @property() about = "";
  @property() look: "" | "primary" = "";
  @property({ type: Boolean }) disabled = false;
  /** Ask for the confirmation code. */
  @property({ type: Boolean }) code = false;
  @property({ attribute: false }) run: (code?: string) => Promise<unknown> = () =>
    Promise.resolve();

  @state() private asks = false;
  @state() private busy = false;
  @state() private error: string | null = null;
  @query("input") private readonly input!: HTMLInputElement | null;

  static override styles = [
    shared,
    css`
      :host {
        display: inline-block;
      }
      .main,
      cloud-locks-action {
        width: 100%;
      }
      form {
        --button-padding: 16px;
      }
    `,
  ];

  private get heading(): string {
    return this.about === "" ? this.label : `${this.label}: ${this.about}`;
  }

  protected override render() {
    return this.code ? this.renderAsking() : this.renderTwice();
  }

  private renderTwice() {
    return html`<cloud-locks-action
      twice
      .label=${this.label}
      .path=${this.path}
      .look=${this.look}
      .done=${t("action.sent")}
      .run=${() => this.run()}
      ?disabled=${this.disabled}
    ></cloud-locks-action>`;
  }

  private renderAsking() {
    return html`<button
        class="main ${this.look}"
        aria-haspopup="dialog"
        ?disabled=${this.disabled}
        @click=${this.ask}
      >
        <cloud-locks-icon .path=${this.path}></cloud-locks-icon>
        <span>${this.label}</span>
      </button>
      ${this.asks ? this.renderDialog() : nothing}`;
  }

  private renderDialog() {
    return html`<cloud-locks-dialog open .heading=${this.heading} @close=${this.end}>
      <form class="stack" @submit=${this.submit}>
        <p class="quiet">${t("code.confirm_help")}</p>
        <label>
          ${t("code.confirm")}
          <input
            type="password"
            autocomplete="off"
            maxlength="64"
            required
            aria-describedby="error"
            aria-invalid=${this.error === null ? "false" : "true"}
          />
        </label>
        <p id="error" class="bad" role="alert">${this.error}</p>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>${this.label}</button>
          <button type="button" @click=${this.end}>${t("common.cancel")}</button>
        </div>
      </form>
    </cloud-locks-dialog>`;
  }

  private readonly ask = async () => {
    this.asks = true;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector("cloud-locks-dialog");
    await dialog?.updateComplete;
    this.input?.focus();
  };

  private readonly end = () => {
    this.asks = false;
    this.busy = false;
    this.error = null;
  };

  private readonly submit = async (event: Event) => {
    event.preventDefault();
    const code = this.input?.value ?? "";
    this.busy = true;
    try {
      await this.run(code);
      this.end();
      toast(this, { text: `${this.heading}: ${t("action.sent")}` });
    } catch (err) {
      this.busy = false;
      this.error = reasonOf(err);
      this.input?.select();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-confirmed": Confirmed;
  }
}
