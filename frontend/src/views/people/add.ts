import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import "../../components/dialog.js";
import type { Data } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import "./added.js";
import { ask, failureItems, type Found, NOTHING } from "./check.js";
import { type Draft, newDraft, scheduleRow, wallNow } from "./draft.js";
import {
  allowField,
  fieldStyle,
  type Form,
  isTaken,
  optionFields,
  whoFields,
} from "./fields.js";
import { doorFields } from "./door-fields.js";
import { whenFields } from "./when-fields.js";
import "./pin-field.js";
import type { PinField } from "./pin-field.js";
import { accessSentence } from "./sentence.js";

const STEPS = ["who", "doors", "when", "send"] as const;

/** Gives somebody access in three short steps. Fires `done` with the id, or nothing. */
@customElement("cloud-locks-access-add")
export class AccessAdd extends LitElement {
  @property({ attribute: false }) home!: Home;
  @state() private draft!: Draft;
  @state() private step = 0;
  @state() private found = NOTHING;
  @state() private busy = false;
  @state() private noDoor = false;
  @state() private grantId = "";
  @query("cloud-locks-pin-field") private readonly pin!: PinField | null;

  static override styles = [
    shared,
    fieldStyle,
    css`
      .sentence {
        font-size: 1.1rem;
        overflow-wrap: anywhere;
      }
      details > * + * {
        margin-top: 8px;
      }
      summary {
        min-height: 44px;
        align-content: center;
        cursor: pointer;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.draft = newDraft(wallNow(this.home.hass.config.time_zone));
  }

  protected override render() {
    return html`<cloud-locks-dialog
      open
      keep
      .heading=${t("people.add")}
      @close=${this.done}
    >
      ${
        this.grantId === ""
          ? this.renderForm()
          : html`<cloud-locks-access-added
              .home=${this.home}
              .grantId=${this.grantId}
              .failures=${this.found.failures}
              @done=${this.done}
            ></cloud-locks-access-added>`
      }
    </cloud-locks-dialog>`;
  }

  private renderForm() {
    const form: Form = { home: this.home, draft: this.draft, set: this.set };
    const name = STEPS[this.step] ?? "who";
    const last = name === "send";
    return html`<form @submit=${this.submit}>
      <h3 tabindex="-1">
        ${
          last
            ? t("people.step.send")
            : t("people.step", { step: this.step + 1, name: t(`people.step.${name}`) })
        }
      </h3>
      ${name === "who" ? whoFields(form) : nothing}
      ${name === "doors" ? this.renderDoors(form) : nothing}
      ${name === "when" ? whenFields(form) : nothing}
      <div class="fields" ?hidden=${!last}>${this.renderSend(form)}</div>
      <div class="row foot">
        <button class="primary" ?disabled=${this.busy || isTaken(form)}>
          ${last ? this.sendLabel() : t("common.next")}
        </button>
        ${
          this.step === 0
            ? nothing
            : html`<button type="button" @click=${() => this.go(this.step - 1)}>
                ${t("common.back")}
              </button>`
        }
      </div>
    </form>`;
  }

  private sendLabel(): string {
    return t(this.found.failures.length === 0 ? "people.add" : "people.add_others");
  }

  private renderDoors(form: Form) {
    return html`${doorFields(form)}
      <p class="bad" role="alert">${this.noDoor ? t("people.choose_door") : ""}</p>`;
  }

  private renderSend(form: Form) {
    const { draft, found } = this;
    return html`<p class="sentence">${this.sentence()}</p>
      <div role="alert">
        ${found.stop === null ? nothing : html`<p class="bad">${found.stop}</p>`}
        <ul>
          ${failureItems(this.home, found.failures)}
        </ul>
      </div>
      ${found.hours || draft.allow ? allowField(form) : nothing}
      <cloud-locks-pin-field
        .home=${this.home}
        .doorIds=${draft.doorIds}
        .name=${draft.name}
      ></cloud-locks-pin-field>
      <details>
        <summary>${t("common.more")}</summary>
        ${optionFields(form)}
      </details>`;
  }

  private sentence(): string {
    const { draft, home } = this;
    const row = scheduleRow(draft);
    const not = this.found.failures.flatMap((it) => it.doorIds);
    const ids = draft.doorIds.filter((it) => !not.includes(it));
    const doors = ids.map((id) => ({ ...row, name: home.doors.get(id)?.name ?? id }));
    return accessSentence(draft.name.trim(), doors);
  }

  private readonly set = (patch: Partial<Draft>) => {
    this.draft = { ...this.draft, ...patch };
    this.noDoor = false;
    if ("allow" in patch) {
      void this.check();
    }
  };

  private readonly submit = async (event: Event) => {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    if (this.step === 1 && this.draft.doorIds.length === 0) {
      this.noDoor = true;
      return;
    }
    if (this.step < 3) {
      await this.go(this.step + 1);
      return;
    }
    await this.send();
  };

  private async go(step: number): Promise<void> {
    this.step = step;
    this.found = NOTHING;
    if (step === 3) {
      await this.check();
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("step")) {
      const first = this.step === 0 ? "input" : "h3";
      this.renderRoot.querySelector<HTMLElement>(first)?.focus();
    }
  }

  /** Ask what would be; shows it, and returns whether it is as it was shown. */
  private async check(): Promise<boolean> {
    const shown = JSON.stringify(this.found);
    this.busy = true;
    this.found = await this.ask({ check_only: true });
    this.busy = false;
    return this.found.stop === null && JSON.stringify(this.found) === shown;
  }

  private async send(): Promise<void> {
    // What is new is read before anything is sent.
    if (!(await this.check())) {
      return;
    }
    this.busy = true;
    const found = await this.ask({ wait: 0 });
    this.busy = false;
    this.found = found;
    if (found.stop === null) {
      this.grantId = found.grantId;
      this.pin?.clear();
    }
  }

  private ask(how: Data): Promise<Found> {
    return ask(this.home, this.draft, this.pin?.value ?? "", how);
  }

  private readonly done = () =>
    this.dispatchEvent(new CustomEvent("done", { detail: this.grantId }));
}
