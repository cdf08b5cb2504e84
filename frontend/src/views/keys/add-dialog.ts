import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Outcome } from "../../data/actions.js";
import type { DoorView, EventView } from "../../data/types.js";
import { moment } from "../../ha/format.js";
import { t } from "../../localize.js";
import { noteGiven } from "../activity/entries.js";
import {
  FormDialog,
  nameField,
  personField,
  textOf,
  typeField,
} from "./form-dialog.js";

const CARD = "rfid_code";

/** Stores a card: by its number, or the one that a door has refused. */
@customElement("cloud-locks-add-credential")
export class AddDialog extends FormDialog {
  /** When an unknown card was held to the lock; null: its number is typed. */
  @property({ attribute: false }) card: EventView | null = null;

  protected override get does(): string {
    return t("keys.add_it");
  }

  protected override heading({ name }: DoorView): string {
    return t(this.card === null ? "keys.add_to" : "keys.give_at", { door: name });
  }

  protected override fields(door: DoorView) {
    const { card } = this;
    return html`${
      card === null
        ? typeField(door.adds)
        : html`<p>${t("keys.seen_card", { at: moment(card.occurred_at) })}</p>`
    }
    ${nameField()} ${card === null ? this.renderNumber(door) : nothing}
    ${personField(this.home)}`;
  }

  private renderNumber(door: DoorView) {
    return html`<label>
        ${t("keys.number")}
        <input
          name="number"
          type="password"
          inputmode="numeric"
          autocomplete="off"
          required
          aria-describedby="number-help"
        />
      </label>
      <p id="number-help" class="quiet small">${t("keys.number_help")}</p>
      ${
        door.adds.includes(CARD)
          ? html`<label class="choice">
              <input type="checkbox" name="reversed" /> ${t("keys.reversed")}
            </label>`
          : nothing
      }`;
  }

  protected override async save(form: FormData, door: DoorView): Promise<void> {
    const credential_type = this.card === null ? textOf(form, "type") : CARD;
    const added = await this.act(door, "add_credential", {
      credential_type,
      name: textOf(form, "name"),
      ...this.which(form),
    });
    if (this.card !== null) {
      noteGiven(this.card);
    }
    await this.assign(door, textOf(form, "person"), credential_type, added);
  }

  private which(form: FormData) {
    return this.card === null
      ? {
          credential_data: textOf(form, "number"),
          ...(form.has("reversed") ? { reversed_bytes: true } : {}),
        }
      : { event_id: this.card.event_id };
  }

  private async assign(
    door: DoorView,
    person: string,
    credential_type: string,
    { credential_id }: Outcome,
  ): Promise<void> {
    if (person !== "" && credential_id !== undefined) {
      const data = { credential_type, credential_id, person };
      await this.act(door, "assign_credential", data);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-add-credential": AddDialog;
  }
}
