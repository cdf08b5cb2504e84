import { css, html, LitElement, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import "../../components/dialog.js";
import { act, type Data, type Outcome, reasonOf } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import { personsOf } from "../../data/persons.js";
import type { DoorView } from "../../data/types.js";
import { t, word } from "../../localize.js";
import { shared } from "../../styles/shared.js";

/**
 * A window with a form about one door. What is typed stays in its fields, nowhere else.
 * Fires `saved` when it was done, and `close` when the window is to go.
 */
export abstract class FormDialog extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property() doorId = "";
  @state() private busy = false;
  @state() private error: string | null = null;

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 16px;
      }
    `,
  ];

  protected abstract heading(door: DoorView): string;
  protected abstract fields(door: DoorView): TemplateResult;
  /** What the button says that does it. */
  protected abstract readonly does: string;
  protected abstract save(form: FormData, door: DoorView): Promise<void>;

  protected override render() {
    const door = this.home.doors.get(this.doorId);
    return door === undefined
      ? html`<cloud-locks-dialog open @close=${this.end}>
          ${t("common.unknown")}
        </cloud-locks-dialog>`
      : html`<cloud-locks-dialog
          open
          keep
          .heading=${this.heading(door)}
          @close=${this.end}
        >
          ${this.renderForm(door)}
        </cloud-locks-dialog>`;
  }

  private renderForm(door: DoorView) {
    return html`<form @submit=${(event: Event) => this.submit(event, door)}>
      ${this.fields(door)}
      <p class="bad" role="alert">${this.error}</p>
      <div class="row">
        <button class="primary" ?disabled=${this.busy}>${this.does}</button>
        <button type="button" @click=${this.end}>${t("common.cancel")}</button>
      </div>
    </form>`;
  }

  /** Call an action for this door; what it answers for it. */
  protected async act(door: DoorView, service: string, data: Data): Promise<Outcome> {
    const entity_id = door.entity_id ?? "";
    const answer = await act(this.home.hass, service, { entity_id, ...data });
    return answer[entity_id] ?? {};
  }

  private async submit(event: Event, door: DoorView): Promise<void> {
    event.preventDefault();
    this.busy = true;
    this.error = null;
    try {
      await this.save(new FormData(event.target as HTMLFormElement), door);
      this.dispatchEvent(new CustomEvent("saved"));
      this.end();
    } catch (err) {
      this.error = reasonOf(err);
    }
    this.busy = false;
  }

  private readonly end = () => this.dispatchEvent(new CustomEvent("close"));
}

/** A text of a form, without the blanks around it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

export const nameField = (value = "") =>
  html`<label>
    ${t("keys.name")}
    <input
      name="name"
      autofocus
      required
      maxlength="64"
      autocomplete="off"
      .value=${value}
    />
  </label>`;

export const typeField = (types: readonly string[]) =>
  html`<label ?hidden=${types.length < 2}>
    ${t("keys.type")}
    <select name="type">
      ${types.map((it) => html`<option value=${it}>${word("credential", it)}</option>`)}
    </select>
  </label>`;

/** Whose it is: somebody of this home, or nobody. */
export const personField = (home: Home, chosen: string | null = null) =>
  html`<label>
    ${t("keys.person")}
    <select name="person">
      <option value="">${t("keys.nobody")}</option>
      ${personsOf(home.hass).map(
        ({ id, name }) =>
          html`<option value=${id} ?selected=${id === chosen}>${name}</option>`,
      )}
    </select>
  </label>`;
