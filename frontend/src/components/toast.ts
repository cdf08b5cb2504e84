import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { shared } from "../styles/shared.js";

export interface Toast {
  text: string;
  /** Something that can be done about it, such as to undo it. */
  action?: { label: string; run: () => void };
  bad?: boolean;
}

const EVENT = "cloud-locks-toast";
const SHOWN_MS = 8_000;

/** Tell the person something, at the foot of the panel. */
export function toast(from: EventTarget, detail: Toast): void {
  from.dispatchEvent(new CustomEvent(EVENT, { detail, bubbles: true, composed: true }));
}

/** Where toasts are shown; what has focus or the pointer in it stays. */
@customElement("cloud-locks-toasts")
export class Toasts extends LitElement {
  @state() private shown: Toast | null = null;
  private timer = 0;
  private over: EventTarget | null = null;

  static override styles = [
    shared,
    css`
      :host {
        position: fixed;
        inset: auto 16px calc(16px + var(--safe-area-inset-bottom, 0px));
        z-index: 10;
        display: flex;
        justify-content: center;
        pointer-events: none;
        width: auto;
        margin: 0;
        border: 0;
        padding: 0;
        overflow: visible;
        background: none;
      }
      .toast {
        pointer-events: auto;
        display: flex;
        align-items: center;
        gap: 8px;
        max-width: 560px;
        padding: 4px 16px;
        min-height: 52px;
        border-radius: var(--radius);
        background: var(--primary-text-color, #212121);
        color: var(--primary-background-color, #fafafa);
        box-shadow: 0 4px 12px rgb(0 0 0 / 30%);
      }
      .toast button {
        border-color: transparent;
        font-weight: 500;
        text-decoration: underline;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = "manual";
    this.over = this.parentNode;
    this.over?.addEventListener(EVENT, this.take);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.over?.removeEventListener(EVENT, this.take);
    clearTimeout(this.timer);
  }

  /** Over an open window as well: that is where something failed just now. */
  protected override updated(): void {
    if (this.shown === null || !("showPopover" in this)) {
      return;
    }
    if (this.matches(":popover-open")) {
      this.hidePopover();
    }
    this.showPopover();
  }

  protected override render() {
    return html`<div role="status" aria-live="polite">
      ${this.shown === null ? nothing : this.renderToast(this.shown)}
    </div>`;
  }

  private renderToast({ text, action }: Toast) {
    const run = () => {
      this.hide();
      action?.run();
    };
    return html`<div
      class="toast"
      @focusin=${() => clearTimeout(this.timer)}
      @focusout=${this.wait}
      @pointerenter=${() => clearTimeout(this.timer)}
      @pointerleave=${this.wait}
    >
      <span class="grow">${text}</span>
      ${
        action === undefined
          ? nothing
          : html`<button @click=${run}>${action.label}</button>`
      }
    </div>`;
  }

  private readonly take = (event: Event) => {
    this.shown = (event as CustomEvent<Toast>).detail;
    this.wait();
  };

  private readonly wait = () => {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.hide(), SHOWN_MS);
  };

  private hide(): void {
    this.shown = null;
  }
}
