import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { reasonOf } from "../data/actions.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./icon.js";
import { toast } from "./toast.js";

const CONFIRM_MS = 5_000;
const DONE_MS = 2_000;

/**
 * A button that does something, and says how it went. With `twice` a first press only
 * asks for a second one, for five seconds. What fails is told by a toast.
 */
@customElement("cloud-locks-action")
export class ActionButton extends LitElement {
  @property() label = "";
  @property() path = "";
  @property({ type: Boolean }) twice = false;
  @property({ type: Boolean }) disabled = false;
  /** Shows the icon alone; the label stays for who listens. */
  @property({ type: Boolean }) short = false;
  @property() look: "" | "primary" | "bad" = "";
  /** What it says when it went well, where that is not "Done". */
  @property() done = "";
  @property({ attribute: false }) run: () => Promise<unknown> = () => Promise.resolve();

  @state() private step: "rest" | "asked" | "busy" | "done" = "rest";
  private timer = 0;

  static override styles = [
    shared,
    css`
      :host {
        display: inline-block;
      }
      button {
        width: 100%;
      }
      .asked {
        background: var(--warn);
        border-color: var(--warn);
        color: var(--on-accent);
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.step = "rest";
  }

  protected override render() {
    const { step, label } = this;
    const says = {
      rest: label,
      asked: t("action.confirm", { action: label }),
      busy: t("action.busy", { action: label }),
      done: this.done === "" ? t("action.done") : this.done,
    }[step];
    const short = this.short && step === "rest";
    return html`<button
      class="${step === "asked" ? "asked" : this.look}"
      ?disabled=${this.disabled || step === "busy"}
      aria-label=${says}
      aria-live="polite"
      @click=${this.press}
    >
      ${
        this.path === ""
          ? nothing
          : html`<cloud-locks-icon .path=${this.path}></cloud-locks-icon>`
      }
      ${short ? nothing : html`<span>${says}</span>`}
    </button>`;
  }

  private readonly press = async () => {
    clearTimeout(this.timer);
    if (this.twice && this.step !== "asked") {
      this.show("asked", CONFIRM_MS);
      return;
    }
    this.step = "busy";
    try {
      await this.run();
      this.show("done", DONE_MS);
    } catch (err) {
      this.step = "rest";
      const words = { action: this.label, message: reasonOf(err) };
      toast(this, { text: t("action.failed", words), bad: true });
    }
  };

  private show(step: "asked" | "done", milliseconds: number): void {
    this.step = step;
    this.timer = window.setTimeout(() => (this.step = "rest"), milliseconds);
  }
}
