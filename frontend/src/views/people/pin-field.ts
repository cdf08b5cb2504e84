import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { reasonOf } from "../../data/actions.js";
import { checkPin, suggestPin } from "../../data/commands.js";
import type { Home } from "../../data/home.js";
import type { PinProblemView } from "../../data/types.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";

const PAUSE_MS = 250;

/**
 * A PIN that somebody types or lets draw; empty means that the locks' own rules choose.
 * It lives in the input alone, and is behind dots unless that has focus.
 */
@customElement("cloud-locks-pin-field")
export class PinField extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) doorIds: readonly string[] = [];
  @property() name = "";
  /** Whose PIN it is to become, where the access is there already. */
  @property() grantId = "";
  @state() private problems: PinProblemView[] = [];
  @state() private error: string | null = null;
  @query("input") private readonly input!: HTMLInputElement | null;
  private timer = 0;
  private asked = 0;

  static override styles = [
    shared,
    css`
      input {
        font-family: var(--ha-font-family-code, monospace);
        letter-spacing: 0.15em;
        flex: 1 1 160px;
      }
      input:not(:focus) {
        -webkit-text-security: disc;
      }
      .row input {
        width: auto;
      }
    `,
  ];

  /** What stands in it, for the moment of sending. */
  get value(): string {
    return this.input?.value.trim() ?? "";
  }

  get hasProblems(): boolean {
    return this.problems.length > 0;
  }

  clear(): void {
    if (this.input !== null) {
      this.input.value = "";
    }
    this.problems = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.clear();
  }

  protected override render() {
    return html`<div class="stack">
      <label for="pin">${t("people.pin")}</label>
      <div class="row">
        <input
          id="pin"
          inputmode="numeric"
          autocomplete="off"
          maxlength="12"
          spellcheck="false"
          aria-describedby="help problems"
          aria-invalid=${this.hasProblems ? "true" : "false"}
          @input=${this.typed}
          @keydown=${this.pressed}
        />
        <button type="button" @click=${this.suggest}>${t("people.pin_suggest")}</button>
      </div>
      <p id="help" class="small quiet">${t("people.pin_help")}</p>
      <ul id="problems" class="bad small" aria-live="polite">
        ${this.problems.map((it) => html`<li>${this.sentence(it)}</li>`)}
        ${this.error === null ? nothing : html`<li>${this.error}</li>`}
      </ul>
    </div>`;
  }

  private sentence({ door_id: id, message }: PinProblemView): string {
    const name = id === null ? undefined : this.home.doors.get(id)?.name;
    return name === undefined ? message : `${name}: ${message}`;
  }

  private readonly typed = () => {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(), PAUSE_MS);
  };

  /** Enter sends the form, as in its other fields. */
  private readonly pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      this.closest("form")?.requestSubmit();
    }
  };

  private readonly suggest = async () => {
    const { hass } = this.home;
    try {
      const { pin } = await suggestPin(hass, [...this.doorIds], this.name);
      if (this.input !== null) {
        this.input.value = pin;
        this.input.focus();
      }
      this.problems = [];
      this.error = null;
    } catch (err) {
      this.error = reasonOf(err);
    }
  };

  private async check(): Promise<void> {
    const pin = this.value;
    const asked = ++this.asked;
    const done = (problems: PinProblemView[], error: string | null) => {
      // An answer about what stood there before is of no use.
      if (asked === this.asked) {
        this.problems = problems;
        this.error = error;
      }
    };
    if (pin === "") {
      done([], null);
      return;
    }
    const of = this.grantId === "" ? undefined : this.grantId;
    try {
      const found = await checkPin(
        this.home.hass,
        [...this.doorIds],
        this.name,
        pin,
        of,
      );
      done(found.problems, null);
    } catch (err) {
      done([], reasonOf(err));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-pin-field": PinField;
  }
}
