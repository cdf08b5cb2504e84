import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CredentialRow, DoorView } from "../../data/types.js";
import { t } from "../../localize.js";
import { FormDialog, nameField, personField, textOf } from "./form-dialog.js";

/** Changes the name of a card or finger, whose it is, and whether it calls for help. */
@customElement("cloud-locks-edit-credential")
export class EditDialog extends FormDialog {
  @property({ attribute: false }) row!: CredentialRow;
  @property({ attribute: false }) person: string | null = null;

  protected override get does(): string {
    return t("common.save");
  }

  protected override heading(): string {
    return this.row.name;
  }

  protected override fields() {
    const { duress, name } = this.row;
    return html`${nameField(name)} ${personField(this.home, this.person)}
    ${
      duress === null
        ? nothing
        : html`<label class="choice">
            <input type="checkbox" name="duress" ?checked=${duress} />
            ${t("keys.duress_choice")}
          </label>`
    }`;
  }

  protected override async save(form: FormData, door: DoorView): Promise<void> {
    const { credential_type, credential_id } = this.row;
    const which = { credential_type, credential_id };
    const changes = this.changesIn(form);
    if (Object.keys(changes).length > 0) {
      await this.act(door, "update_credential", { ...which, ...changes });
    }
    const person = textOf(form, "person") || null;
    if (person !== this.person) {
      await this.act(door, "assign_credential", { ...which, person });
    }
  }

  private changesIn(form: FormData) {
    const name = textOf(form, "name");
    const duress = form.has("duress");
    const told = this.row.duress !== null;
    return {
      ...(name === this.row.name ? {} : { new_name: name }),
      ...(told && duress !== this.row.duress ? { duress } : {}),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-edit-credential": EditDialog;
  }
}
