import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/dialog.js";
import { toast } from "../../components/toast.js";
import { reasonOf } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import type { AccessView } from "../../data/types.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { change } from "./deeds.js";
import {
  changeFields,
  type Draft,
  draftOf,
  sameHours,
  scheduleRow,
  wallNow,
} from "./draft.js";
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
import { accessLine, accessSentence, hoursOf } from "./sentence.js";

/** Everything about an access in one form; only what is different is sent. */
@customElement("cloud-locks-access-change")
export class AccessChange extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) access!: AccessView;
  @state() private draft!: Draft;
  @state() private busy = false;
  @state() private error: string | null = null;
  private was!: Draft;

  static override styles = [
    shared,
    fieldStyle,
    css`
      section {
        display: grid;
        gap: 8px;
        border-top: var(--line);
        padding-top: 16px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.was = draftOf(this.access, wallNow(this.home.hass.config.time_zone));
    this.draft = this.was;
  }

  protected override render() {
    const form: Form = {
      home: this.home,
      draft: this.draft,
      set: (patch) => (this.draft = { ...this.draft, ...patch }),
      grantId: this.access.grant_id,
    };
    return html`<cloud-locks-dialog
      open
      keep
      .heading=${t("people.change_of", { name: this.access.name })}
      @close=${this.done}
    >
      <form @submit=${this.submit}>
        <div class="fields">${whoFields(form)}</div>
        <section>
          <h3>${t("people.step.doors")}</h3>
          ${doorFields(form)}
        </section>
        <section>
          <h3>${t("people.step.when")}</h3>
          ${this.renderDiffering()} ${whenFields(form)}
          ${this.error !== null || this.draft.allow ? allowField(form) : nothing}
        </section>
        <section>${optionFields(form)}</section>
        <p role="status">${this.sentence()}</p>
        <p class="bad" role="alert">${this.error}</p>
        <div class="row foot">
          <button class="primary" ?disabled=${this.busy || isTaken(form)}>
            ${t("common.save")}
          </button>
          <button type="button" @click=${this.done}>${t("common.cancel")}</button>
        </div>
      </form>
    </cloud-locks-dialog>`;
  }

  /** Said where the doors have hours of their own, which one set of hours would end. */
  private renderDiffering() {
    const doors = this.access.doors.filter((it) => !it.leaving);
    const hours = new Set(doors.map((it) => hoursOf(it)));
    return hours.size < 2
      ? nothing
      : html`<p class="small warn">
          ${t("people.differ", { hours: accessLine(doors) })}
        </p>`;
  }

  /** How it will be. */
  private sentence(): string {
    const { draft, access, home } = this;
    const same = sameHours(this.was, draft);
    const doors = draft.doorIds.map((id) => {
      const there = access.doors.find((it) => it.door_id === id);
      const name = home.doors.get(id)?.name ?? there?.name ?? id;
      const kept = there ?? access.doors[0];
      return same && kept !== undefined
        ? { ...kept, name }
        : { ...scheduleRow(draft), name };
    });
    return accessSentence(draft.name, doors);
  }

  private readonly done = () => this.dispatchEvent(new CustomEvent("done"));

  private readonly submit = async (event: Event) => {
    event.preventDefault();
    const { home, access, was, draft } = this;
    const data = changeFields(access, was, draft, home.doors);
    if (Object.keys(data).length === 0) {
      this.done();
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      await change(home, "update_grant", access, data);
      toast(this, { text: t("people.changed", { name: draft.name }) });
      this.done();
    } catch (err) {
      this.error = reasonOf(err);
    }
    this.busy = false;
  };
}
