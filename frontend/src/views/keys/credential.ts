import {
  mdiCardAccountDetails,
  mdiDelete,
  mdiFaceRecognition,
  mdiFingerprint,
  mdiHandBackLeft,
  mdiPencil,
  mdiRemote,
} from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/action-button.js";
import "../../components/icon.js";
import { act } from "../../data/actions.js";
import type { Home } from "../../data/home.js";
import { personName } from "../../data/persons.js";
import type { CredentialRow, DoorView } from "../../data/types.js";
import { t, word } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { hoursOf } from "../people/sentence.js";

const ICONS: Record<string, string> = {
  face: mdiFaceRecognition,
  finger_vein: mdiFingerprint,
  fingerprint: mdiFingerprint,
  palm: mdiHandBackLeft,
  remote: mdiRemote,
};

/** A card, finger or face of a lock. Fires `edit`, and `gone` when it was taken off. */
@customElement("cloud-locks-credential")
export class Credential extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) door!: DoorView;
  @property({ attribute: false }) row!: CredentialRow;
  @property({ attribute: false }) person: string | null = null;
  /** Whose it is in the vendor's app. */
  @property() user = "";

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .name {
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { row } = this;
    return html`<div class="row">
      <cloud-locks-icon
        class="quiet"
        .path=${ICONS[row.credential_type] ?? mdiCardAccountDetails}
      ></cloud-locks-icon>
      <div class="grow">
        <p class="name">
          <strong>${row.name || t("common.unknown")}</strong>
          <span class="quiet">${word("credential", row.credential_type)}</span>
        </p>
        <p class="small">
          ${this.whose()}${row.schedule === null ? "" : ` · ${hoursOf(row)}`}
        </p>
        ${
          row.on_lock === false
            ? html`<p class="small warn">${t("keys.not_on_lock")}</p>`
            : nothing
        }
        ${
          row.duress === true
            ? html`<p class="small quiet">${t("keys.duress")}</p>`
            : nothing
        }
      </div>
      ${this.door.entity_id === null ? nothing : this.renderButtons()}
    </div>`;
  }

  private renderButtons() {
    const { name } = this.row;
    const edit = () => this.dispatchEvent(new CustomEvent("edit"));
    return html`<button
        class="icon"
        aria-label=${t("keys.edit", { name })}
        title=${t("keys.edit", { name })}
        @click=${edit}
      >
        <cloud-locks-icon .path=${mdiPencil}></cloud-locks-icon>
      </button>
      <cloud-locks-action
        twice
        short
        .label=${t("keys.delete", { name })}
        .path=${mdiDelete}
        .run=${this.delete}
      ></cloud-locks-action>`;
  }

  private whose(): string {
    if (this.person !== null) {
      return personName(this.home.hass, this.person);
    }
    return this.user === "" ? t("keys.of_nobody") : this.user;
  }

  private readonly delete = async () => {
    const { credential_type, credential_id } = this.row;
    await act(this.home.hass, "delete_credential", {
      entity_id: this.door.entity_id,
      credential_type,
      credential_id,
    });
    this.dispatchEvent(new CustomEvent("gone"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "cloud-locks-credential": Credential;
  }
}
