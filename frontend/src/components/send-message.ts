import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { act, type Outcome, reasonOf } from "../data/actions.js";
import type { Home } from "../data/home.js";
import { byName, list } from "../ha/format.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import { toast } from "./toast.js";

/** In which a message can be written: `send_code` has their words. */
const LANGUAGES = "cs da de en es fr it nb nl pl pt sv".split(" ");

/** Sends the PIN of an access to somebody's phone. Fires `sent` when it is. */
@customElement("cloud-locks-send-message")
export class SendMessage extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property() grantId = "";
  @state() private error: string | null = null;
  @state() private busy = false;

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 16px;
      }
      fieldset div {
        max-height: 240px;
        overflow-y: auto;
      }
    `,
  ];

  protected override render() {
    const recipients = this.recipients();
    if (recipients.length === 0) {
      return html`<p>${t("send.nobody")}</p>`;
    }
    return html`<form @submit=${this.submit}>
      <fieldset>
        <legend>${t("send.to")}</legend>
        <div>
          ${recipients.map(
            ({ id, name }) =>
              html`<label class="choice">
                <input
                  type="checkbox"
                  name="to"
                  value=${id}
                  ?checked=${recipients.length === 1}
                />
                <span>${name}</span>
              </label>`,
          )}
        </div>
      </fieldset>
      <label>
        ${t("send.language")}
        <select name="language">
          ${this.renderLanguages()}
        </select>
      </label>
      <p class="bad" role="alert">${this.error}</p>
      <div class="row">
        <button class="primary" ?disabled=${this.busy}>${t("send.send")}</button>
      </div>
    </form>`;
  }

  private renderLanguages() {
    const mine = this.home.hass.language.slice(0, 2);
    const chosen = LANGUAGES.includes(mine) ? mine : "en";
    const names = LANGUAGES.map((id) => ({
      id,
      name: new Intl.DisplayNames(id, { type: "language" }).of(id) ?? id,
    }));
    // The likely one stands first, so it is the one that is chosen.
    const likely = names.filter((it) => it.id === chosen);
    const others = names.filter((it) => it.id !== chosen).toSorted(byName);
    return [...likely, ...others].map(
      ({ id, name }) => html`<option value=${id} lang=${id}>${name}</option>`,
    );
  }

  private recipients() {
    return Object.values(this.home.hass.states)
      .flatMap((it) => (it?.entity_id.startsWith("notify.") === true ? [it] : []))
      .map(({ entity_id: id, attributes }) => ({
        id,
        name: attributes.friendly_name ?? id,
      }))
      .toSorted(byName);
  }

  private readonly submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const recipient = form.getAll("to") as string[];
    if (recipient.length === 0) {
      this.error = t("send.choose");
      return;
    }
    await this.send(recipient, form.get("language") as string);
  };

  private async send(recipient: string[], language: string): Promise<void> {
    this.busy = true;
    this.error = null;
    try {
      const data = { grant_id: this.grantId, recipient, language };
      const answer = await act(this.home.hass, "send_code", data);
      this.tell(Object.values(answer));
    } catch (err) {
      this.error = reasonOf(err);
    }
    this.busy = false;
  }

  /** Every lock has the same recipients; one that failed anywhere is named. */
  private tell(locks: Outcome[]): void {
    const failed = locks.flatMap((lock) =>
      lock.error === undefined
        ? Object.entries(lock.recipients ?? {}).flatMap(([id, it]) =>
            it.error === undefined ? [] : [`${this.nameOf(id)}: ${it.message ?? ""}`],
          )
        : [lock.message ?? lock.error],
    );
    if (failed.length > 0) {
      this.error = [...new Set(failed)].join(" ");
      return;
    }
    const names = Object.keys(locks[0]?.recipients ?? {}).map((it) => this.nameOf(it));
    toast(this, { text: t("send.sent", { names: list(names) }) });
    this.dispatchEvent(new CustomEvent("sent"));
  }

  private nameOf(id: string): string {
    return this.home.hass.states[id]?.attributes.friendly_name ?? id;
  }
}
