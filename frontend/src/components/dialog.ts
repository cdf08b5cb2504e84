import { mdiClose } from "@mdi/js";
import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./icon.js";

/**
 * A window over the page: a native dialog, so focus stays inside and Escape closes it.
 * Open it with `open = true`; fires `close` when it was closed by whatever means.
 */
@customElement("cloud-locks-dialog")
export class Dialog extends LitElement {
  @property({ type: Boolean }) open = false;
  @property() heading = "";
  /** What was typed is not lost by a click beside the window. */
  @property({ type: Boolean }) keep = false;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  private opener: HTMLElement | null = null;

  static override styles = [
    shared,
    css`
      dialog {
        color: inherit;
        background: var(--surface);
        border: var(--line);
        border-radius: var(--radius);
        padding: 0;
        width: min(560px, 100vw - 32px);
        max-height: min(800px, 100dvh - 32px);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 50%);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 8px 8px 24px;
        position: sticky;
        top: 0;
        background: inherit;
        border-bottom: var(--line);
        z-index: 1;
      }
      h2 {
        overflow-wrap: anywhere;
      }
      .body {
        padding: 16px 24px 24px;
      }
      @media (width <= 600px) {
        dialog {
          width: 100vw;
          max-width: 100vw;
          height: 100dvh;
          max-height: 100dvh;
          border: 0;
          border-radius: 0;
          margin: 0;
        }
        .body {
          padding: 16px;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.dialog.open) {
      // The browser gives the focus back only where a window is closed, not taken away.
      const { opener } = this;
      queueMicrotask(() => opener?.focus());
    }
  }

  protected override render() {
    return html`<dialog
      aria-labelledby="heading"
      @close=${this.closed}
      @click=${this.beside}
    >
      <header>
        <h2 id="heading" class="grow">${this.heading}</h2>
        <button class="icon" aria-label=${t("common.close")} @click=${this.close}>
          <cloud-locks-icon .path=${mdiClose}></cloud-locks-icon>
        </button>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  protected override updated(): void {
    if (this.open && !this.dialog.open) {
      this.opener = focused();
      this.dialog.showModal();
      // It would focus the button that closes it: what is slotted is not seen as inside.
      this.querySelector<HTMLElement>("[autofocus]")?.focus();
    } else if (!this.open && this.dialog.open) {
      this.dialog.close();
    }
  }

  private readonly close = () => this.dialog.close();

  private readonly beside = (event: MouseEvent) => {
    if (event.target === this.dialog && !this.keep) {
      this.dialog.close();
    }
  };

  private readonly closed = () => {
    this.open = false;
    this.dispatchEvent(new CustomEvent("close"));
  };
}

/** What has the focus, in whatever shadow. */
function focused(): HTMLElement | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement != null) {
    found = found.shadowRoot.activeElement;
  }
  return found as HTMLElement | null;
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-dialog": Dialog;
  }
}
