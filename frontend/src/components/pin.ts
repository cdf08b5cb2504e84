import { mdiContentCopy, mdiEye, mdiEyeOff } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { reasonOf } from "../data/actions.js";
import { copyText } from "../ha/clipboard.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./icon.js";
import { toast } from "./toast.js";

const SHOWN_SECONDS = 20;

/** The one PIN that is shown on the page: showing another hides it. */
let shown: Pin | null = null;

/**
 * A PIN behind dots. It is read on a click, and forgotten again after twenty seconds; not
 * while it has focus, and later when somebody asks for longer.
 */
@customElement("cloud-locks-pin")
export class Pin extends LitElement {
  /** Reads it from the server. */
  @property({ attribute: false }) read: () => Promise<string> = () =>
    Promise.resolve("");

  @state() private pin: string | null = null;
  @state() private left = 0;
  private timer = 0;

  static override styles = [
    shared,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 4px;
      }
      output {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 1.25rem;
        letter-spacing: 0.15em;
        user-select: all;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide();
  }

  protected override render() {
    return this.pin === null ? this.renderHidden() : this.renderShown(this.pin);
  }

  private renderHidden() {
    return html`<span aria-hidden="true">••••••</span>
      <button class="icon" aria-label=${t("pin.show")} @click=${this.show}>
        <cloud-locks-icon .path=${mdiEye}></cloud-locks-icon>
      </button>`;
  }

  private renderShown(pin: string) {
    return html`<output tabindex="0">${pin}</output>
      <button class="icon" aria-label=${t("common.copy")} @click=${this.copy}>
        <cloud-locks-icon .path=${mdiContentCopy}></cloud-locks-icon>
      </button>
      <button class="icon" aria-label=${t("pin.hide")} @click=${this.cover}>
        <cloud-locks-icon .path=${mdiEyeOff}></cloud-locks-icon>
      </button>
      <button class="plain small" @click=${this.extend}>${t("pin.extend")}</button>
      ${
        this.left > 0
          ? html`<span class="quiet small"
              >${t("pin.hides", { seconds: this.left })}</span
            >`
          : nothing
      }`;
  }

  private readonly show = async () => {
    try {
      const pin = await this.read();
      if (!this.isConnected) {
        // Nobody waits for it any more.
        return;
      }
      shown?.hide();
      // eslint-disable-next-line @typescript-eslint/no-this-alias -- the one that is shown
      shown = this;
      this.pin = pin;
      this.extend();
      await this.focusButton();
    } catch (err) {
      toast(this, { text: reasonOf(err), bad: true });
    }
  };

  private readonly extend = () => {
    this.left = SHOWN_SECONDS;
    clearInterval(this.timer);
    this.timer = window.setInterval(this.tick, 1_000);
  };

  private readonly tick = () => {
    const reading = this.shadowRoot?.activeElement?.localName === "output";
    if (reading) {
      return;
    }
    this.left -= 1;
    if (this.left <= 0) {
      this.hide();
    }
  };

  private readonly cover = () => {
    this.hide();
    void this.focusButton();
  };

  private readonly hide = () => {
    clearInterval(this.timer);
    this.pin = null;
    if (shown === this) {
      shown = null;
    }
  };

  private readonly copy = async () => {
    const output = this.renderRoot.querySelector("output");
    const done = output !== null && (await copyText(output).catch(() => false));
    toast(this, { text: t(done ? "pin.copied" : "pin.not_copied"), bad: !done });
  };

  /** The button that was pressed is gone, and the focus must not be. */
  private async focusButton(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector("button")?.focus();
  }
}
