import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DoorView, UserRow } from "../../data/types.js";
import { t } from "../../localize.js";
import { FormDialog, nameField, textOf, typeField } from "./form-dialog.js";
import { nameOfUser } from "./users.js";

/** Lets a lock begin to read a finger, a face or a card. */
@customElement("cloud-locks-enroll")
export class EnrollDialog extends FormDialog {
  @property({ attribute: false }) users: readonly UserRow[] = [];

  protected override get does(): string {
    return t("keys.begin");
  }

  protected override heading({ name }: DoorView): string {
    return t("keys.enroll_at", { door: name });
  }

  protected override fields(door: DoorView) {
    return html`<p class="quiet">${t("keys.enroll_help")}</p>
      ${typeField(door.enrolls)} ${nameField()}
      ${this.users.length === 0 ? nothing : this.renderUsers()}`;
  }

  private renderUsers() {
    return html`<label>
      ${t("keys.user")}
      <select name="user">
        <option value="">${t("keys.nobody")}</option>
        ${this.users.map(
          (it) => html`<option value=${it.user_id}>${nameOfUser(it)}</option>`,
        )}
      </select>
    </label>`;
  }

  protected override async save(form: FormData, door: DoorView): Promise<void> {
    const user_id = textOf(form, "user");
    await this.act(door, "enroll_credential", {
      credential_type: textOf(form, "type"),
      name: textOf(form, "name"),
      ...(user_id === "" ? {} : { user_id }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-enroll": EnrollDialog;
  }
}
