import { mdiFingerprint, mdiPlus, mdiRefresh } from "@mdi/js";
import { html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { doorSelect } from "../components/door-select.js";
import "../components/icon.js";
import { doorKeysPath, idIn, link } from "../components/link.js";
import { readActivity, readKeys } from "../data/commands.js";
import { Follow } from "../data/home.js";
import { Reading } from "../data/reading.js";
import type {
  CredentialRow,
  DoorView,
  EnrollmentView,
  EventView,
  KeysView as Keys,
} from "../data/types.js";
import { byName, moment } from "../ha/format.js";
import { navigate } from "../ha/navigate.js";
import { t, word } from "../localize.js";
import { shared } from "../styles/shared.js";
import { entriesOf, isUnknownCard } from "./activity/entries.js";
import "./keys/add-dialog.js";
import "./keys/credential.js";
import "./keys/edit-dialog.js";
import "./keys/enroll-dialog.js";
import "./keys/enrolling.js";
import { keysStyle } from "./keys/style.js";
import { nameOfUser, usersTable } from "./keys/users.js";
import { View } from "./view.js";

const CARDS_SEEN = 5;
const NO_KEYS: Keys = { credentials: [], users: [], persons: {} };

type Window =
  | { is: "add"; card: EventView | null }
  | { is: "enroll" }
  | { is: "edit"; row: CredentialRow };

/** Cards, fingerprints and faces of a door, and the people of its vendor's app. */
@customElement("cloud-locks-keys")
export class KeysView extends View {
  @state() private window: Window | null = null;
  @state() private seen: EnrollmentView | null = null;
  private readonly keys = new Reading(this, () => this.read());
  private readonly activity = new Reading(this, () => readActivity(this.home.hass));
  private stop: (() => void) | null = null;

  static override styles = [shared, keysStyle];

  constructor() {
    super();
    new Follow(this, ["doors", "events", "enrollments"]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.home.listen((told) => {
      if (told.has("enrollments") && this.enrollment?.state === "enrolled") {
        this.keys.soon();
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("sub") && this.hasUpdated) {
      this.window = null;
      this.keys.clear();
      void this.keys.now();
    }
  }

  /** The door that is chosen; the only one where there is one. */
  private get doorId(): string {
    const [first, ...others] = this.home.doors.keys();
    const only = others.length === 0 ? (first ?? "") : "";
    return this.sub === "" ? only : idIn(this.sub);
  }

  private get enrollment(): EnrollmentView | null {
    const it = this.home.enrollments.get(this.doorId) ?? null;
    return it === this.seen ? null : it;
  }

  private read(): Promise<Keys> {
    const { doorId } = this;
    return doorId === "" ? Promise.resolve(NO_KEYS) : readKeys(this.home.hass, doorId);
  }

  protected override render() {
    const { doorId } = this;
    const door = this.home.doors.get(doorId);
    return html`<h2>${t("view.keys")}</h2>
      <div class="choice">
        ${doorSelect({
          doors: this.home.doors.values(),
          chosen: doorId,
          all: t("keys.choose_door"),
          choose: (it) => navigate(doorKeysPath(it)),
        })}
      </div>
      ${door === undefined ? this.renderHelp() : this.renderDoor(door)}`;
  }

  /** The doors that take something, to go to. */
  private renderHelp() {
    const doors = [...this.home.doors.values()]
      .filter((it) => it.adds.length + it.enrolls.length > 0)
      .sort(byName);
    return html`<div class="card stack">
      <p>${t("keys.help")}</p>
      <ul class="list doors">
        ${doors.map(
          (it) =>
            html`<li class="row spread">
              ${link(doorKeysPath(it.door_id), it.name)}
              <span class="quiet small"> ${takenBy(it)} </span>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private renderDoor(door: DoorView) {
    const { enrollment } = this;
    return html`${
      enrollment === null
        ? nothing
        : html`<cloud-locks-enrolling
            .home=${this.home}
            .enrollment=${enrollment}
            @seen=${() => (this.seen = enrollment)}
          ></cloud-locks-enrolling>`
    }
    ${this.renderUnknown(door)} ${this.keys.show((it) => this.renderKeys(door, it))}
    ${this.window === null ? nothing : this.renderWindow(door, this.window)}`;
  }

  private renderKeys(door: DoorView, keys: Keys) {
    return html`<section aria-labelledby="credentials">
        <div class="row spread">
          <h3 id="credentials">${t("keys.credentials")}</h3>
          ${this.renderButtons(door)}
        </div>
        ${
          keys.credentials.length === 0
            ? html`<p class="card">${t(noneYet(door))}</p>`
            : this.renderCredentials(door, keys)
        }
      </section>
      ${keys.users.length === 0 ? nothing : this.renderUsers(door, keys)}`;
  }

  private renderButtons(door: DoorView) {
    const may = door.entity_id !== null;
    return html`<div class="row">
      ${
        may && door.adds.length > 0
          ? this.renderButton(mdiPlus, t("keys.add"), { is: "add", card: null })
          : nothing
      }
      ${
        may && door.enrolls.length > 0
          ? this.renderButton(mdiFingerprint, t("keys.enroll"), { is: "enroll" })
          : nothing
      }
      <button
        class="icon"
        aria-label=${t("keys.again")}
        title=${t("keys.again")}
        ?disabled=${this.keys.busy}
        @click=${this.keys.now}
      >
        <cloud-locks-icon .path=${mdiRefresh}></cloud-locks-icon>
      </button>
    </div>`;
  }

  private renderButton(path: string, label: string, opens: Window) {
    return html`<button aria-haspopup="dialog" @click=${() => (this.window = opens)}>
      <cloud-locks-icon .path=${path}></cloud-locks-icon>${label}
    </button>`;
  }

  private renderCredentials(door: DoorView, { credentials, users, persons }: Keys) {
    const userOf = (row: CredentialRow) =>
      users.find((it) => it.user_id === row.user_id);
    return html`<ul class="card list">
      ${repeat(credentials, keyOf, (row) => {
        const user = userOf(row);
        return html`<li>
          <cloud-locks-credential
            .home=${this.home}
            .door=${door}
            .row=${row}
            .person=${personOf(persons, row)}
            .user=${user === undefined ? "" : nameOfUser(user)}
            @edit=${() => (this.window = { is: "edit", row })}
            @gone=${() => this.keys.soon()}
          ></cloud-locks-credential>
        </li>`;
      })}
    </ul>`;
  }

  private renderUsers(door: DoorView, { users }: Keys) {
    const account = this.home.accounts.find((it) => it.account_id === door.account_id);
    return html`<section>
      <h3 id="users">${t("keys.users", { brand: account?.brand_name ?? "" })}</h3>
      ${usersTable(this.home.hass, users)}
    </section>`;
  }

  /** Cards that the door has refused lately, and that can be given to somebody. */
  private renderUnknown(door: DoorView) {
    const events = [...(this.activity.value?.events ?? []), ...this.home.events];
    const seen = entriesOf(events, [])
      .flatMap(({ event }) => (event === null ? [] : [event]))
      .filter((it) => it.door_id === door.door_id && isUnknownCard(it))
      .slice(0, CARDS_SEEN);
    const takes = door.entity_id !== null && door.adds.includes("rfid_code");
    if (seen.length === 0 || !takes) {
      return nothing;
    }
    return html`<section aria-labelledby="unknown">
      <h3 id="unknown">${t("keys.unknown_cards")}</h3>
      <ul class="card list">
        ${seen.map(
          (card) =>
            html`<li class="row spread">
              <span>${t("keys.seen_at", { at: moment(card.occurred_at) })}</span>
              <button
                aria-haspopup="dialog"
                @click=${() => (this.window = { is: "add", card })}
              >
                ${t("keys.give")}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private renderWindow(door: DoorView, window: Window) {
    const close = () => (this.window = null);
    const saved = () => this.keys.soon();
    const { door_id } = door;
    const { persons, users } = this.keys.value ?? NO_KEYS;
    switch (window.is) {
      case "add":
        return html`<cloud-locks-add-credential
          .home=${this.home}
          .doorId=${door_id}
          .card=${window.card}
          @close=${close}
          @saved=${saved}
        ></cloud-locks-add-credential>`;
      case "enroll":
        return html`<cloud-locks-enroll
          .home=${this.home}
          .doorId=${door_id}
          .users=${users}
          @close=${close}
        ></cloud-locks-enroll>`;
      case "edit":
        return html`<cloud-locks-edit-credential
          .home=${this.home}
          .doorId=${door_id}
          .row=${window.row}
          .person=${personOf(persons, window.row)}
          @close=${close}
          @saved=${saved}
        ></cloud-locks-edit-credential>`;
    }
  }
}

/** As the server names it among `persons`. */
const keyOf = (row: CredentialRow): string =>
  `${row.credential_type}:${row.credential_id}`;

const personOf = (persons: Keys["persons"], row: CredentialRow): string | null =>
  persons[`${row.credential_type}:${row.credential_id}`] ?? null;

/** `Card · Fingerprint`. */
const takenBy = ({ adds, enrolls }: DoorView): string =>
  [...new Set([...adds, ...enrolls])].map((it) => word("credential", it)).join(" · ");

const noneYet = ({ adds, enrolls }: DoorView) =>
  adds.length + enrolls.length === 0 ? "keys.takes_none" : "keys.none";
