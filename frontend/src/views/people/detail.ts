import { mdiArrowLeft } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/action-button.js";
import "../../components/dialog.js";
import "../../components/icon.js";
import { go, link } from "../../components/link.js";
import "../../components/pin.js";
import "../../components/send-message.js";
import type { Left } from "../../data/actions.js";
import { revealPin } from "../../data/commands.js";
import { Follow, type Home } from "../../data/home.js";
import type { AccessView } from "../../data/types.js";
import { moment } from "../../ha/format.js";
import { navigate } from "../../ha/navigate.js";
import { t, word } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import "./change.js";
import { change, pathOf, PEOPLE, remove } from "./deeds.js";
import "./doors.js";
import "./rotate.js";
import { accessSentence } from "./sentence.js";
import { isOver, status, statusStyle } from "./status.js";

/** One access: its PIN, its doors, and what can be done about it. */
@customElement("cloud-locks-access-detail")
export class AccessDetail extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property() grantId = "";
  /** Which window stands open: `change`, `rotate`, `send`. */
  @property() open = "";
  @state() private left: Left[] | null = null;

  static override styles = [
    shared,
    statusStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      h2 {
        overflow-wrap: anywhere;
        outline: none;
        /* What stands above it, and the head of the panel. */
        scroll-margin-top: 240px;
      }
      .back {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-height: 44px;
      }
      :host(:dir(rtl)) .back cloud-locks-icon {
        transform: scaleX(-1);
      }
      p {
        overflow-wrap: anywhere;
      }
      h3 {
        margin-bottom: 8px;
      }
      dl {
        display: grid;
        grid-template-columns: fit-content(40%) 1fr;
        gap: 8px 16px;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["access"]);
  }

  /** The link that led here is gone, and the page may be scrolled down. */
  protected override firstUpdated(): void {
    this.renderRoot.querySelector("h2")?.focus();
  }

  protected override render() {
    const access = this.home.access.get(this.grantId);
    return html`<a class="back" href=${PEOPLE} @click=${go}>
        <cloud-locks-icon .path=${mdiArrowLeft}></cloud-locks-icon>
        ${t("view.people")}
      </a>
      ${
        access === undefined
          ? html`<p class="card">${t("people.unknown")}</p>`
          : this.renderAccess(access)
      }`;
  }

  private renderAccess(access: AccessView) {
    return html`<div class="card stack">
        <div class="row spread">
          <h2 tabindex="-1">${access.name}</h2>
          ${status("access_status", access.status)}
        </div>
        <p>${isOver(access) ? nothing : this.sentence(access)}</p>
        ${this.renderPin(access)}
        <div class="row">
          ${isOver(access) ? this.renderOver(access) : this.renderDeeds(access)}
        </div>
        ${this.left === null ? nothing : this.renderLeft(this.left)}
      </div>
      <section class="card">
        <h3>${t("people.doors")}</h3>
        <cloud-locks-access-doors
          .home=${this.home}
          .access=${access}
        ></cloud-locks-access-doors>
      </section>
      ${this.renderFacts(access)} ${this.renderOpen(access)}`;
  }

  private sentence(access: AccessView): string {
    const doors = access.doors.filter((it) => !it.leaving);
    const sentence = accessSentence(access.name, doors);
    return access.paused ? t("people.when_resumed", { sentence }) : sentence;
  }

  private renderPin(access: AccessView) {
    if (access.status === "ended") {
      return nothing;
    }
    const read = async () => {
      const { pin } = await revealPin(this.home.hass, { grant_id: access.grant_id });
      return pin;
    };
    return access.has_pin
      ? html`<div class="row">
          <span class="quiet">${t("people.pin")}</span>
          <cloud-locks-pin .read=${read}></cloud-locks-pin>
        </div>`
      : html`<p class="small quiet">${t("people.pin_not_kept")}</p>`;
  }

  private renderDeeds(access: AccessView) {
    const at = (what: string) => pathOf(access.grant_id, what);
    const wish = access.paused ? "resume" : "pause";
    return html`${link(at("change"), t("common.edit"), "button")}
      ${link(at("send"), t("people.send"), "button")}
      ${link(at("rotate"), t("people.rotate"), "button")}
      <cloud-locks-action
        .label=${t(`people.${wish}`)}
        .run=${() => change(this.home, `${wish}_grant`, access)}
      ></cloud-locks-action>
      <cloud-locks-action
        twice
        look="bad"
        .label=${t("common.delete")}
        .run=${() => remove(this, this.home, access)}
      ></cloud-locks-action>
      ${access.person === null ? nothing : this.renderEverywhere(access)}`;
  }

  /** Also when it is over: cards and fingerprints outlive a code. */
  private renderEverywhere(access: AccessView) {
    const run = async () => {
      const done = await change(this.home, "revoke_grant", access, {
        everything: true,
        wait: 10,
      });
      this.left = done.not_removed ?? [];
    };
    return html`<cloud-locks-action
      twice
      look="bad"
      title=${t("people.everywhere_help")}
      .label=${t("people.everywhere")}
      .run=${run}
    ></cloud-locks-action>`;
  }

  private renderOver(access: AccessView) {
    return html`${
      access.has_pin
        ? html`<cloud-locks-action
            .label=${t("people.restore")}
            .run=${() => change(this.home, "restore_grant", access)}
          ></cloud-locks-action>`
        : nothing
    }
    ${access.person === null ? nothing : this.renderEverywhere(access)}`;
  }

  private renderLeft(left: Left[]) {
    if (left.length === 0) {
      return html`<p role="status">${t("people.nothing_left")}</p>`;
    }
    return html`<div role="alert">
      <p>${t("people.left")}</p>
      <ul>
        ${left.map(
          (it) =>
            html`<li class="small">
              ${`${this.nameOf(it.lock)}, ${this.kindOf(it.kind)}: ${it.message}`}
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private nameOf(lock: string): string {
    const doors = [...this.home.doors.values()];
    return doors.find((it) => it.entity_id === lock)?.name ?? lock;
  }

  private kindOf(kind: string | null): string {
    if (kind === null) {
      return t("common.unknown");
    }
    return kind === "user" ? word("kind", "member") : word("credential", kind);
  }

  private renderFacts(access: AccessView) {
    const { person, message_sent: sent, first_used: used, created, ended } = access;
    const name = this.home.hass.states[person ?? ""]?.attributes.friendly_name;
    const facts: [string, string | null][] = [
      [t("people.person"), person === null ? null : (name ?? person)],
      [t("people.group"), access.group],
      [t("people.booking"), access.booking],
      [t("people.notes"), access.notes],
      [t("people.created"), created === null ? null : moment(created)],
      [t("people.sent"), sent === null ? t("people.not_sent") : moment(sent)],
      [t("people.used"), used === null ? t("people.not_used") : moment(used)],
      [t("people.over"), ended === null ? null : moment(ended)],
      [t("people.drift"), t(`people.drift.${access.drift as "report"}`)],
    ];
    return html`<section class="card">
      <h3 class="hidden-text">${t("people.facts")}</h3>
      <dl>
        ${facts.map(([key, value]) =>
          value === null
            ? nothing
            : html`<dt>${key}</dt>
                <dd>${value}</dd>`,
        )}
      </dl>
    </section>`;
  }

  private renderOpen(access: AccessView) {
    const close = () => navigate(pathOf(access.grant_id), true);
    const { home } = this;
    if (isOver(access)) {
      return nothing;
    }
    switch (this.open) {
      case "change":
        return html`<cloud-locks-access-change
          .home=${home}
          .access=${access}
          @done=${close}
        ></cloud-locks-access-change>`;
      case "rotate":
        return html`<cloud-locks-access-rotate
          .home=${home}
          .access=${access}
          @done=${close}
        ></cloud-locks-access-rotate>`;
      case "send":
        return html`<cloud-locks-dialog
          open
          .heading=${t("people.send")}
          @close=${close}
        >
          <cloud-locks-send-message
            .home=${home}
            .grantId=${access.grant_id}
            @sent=${close}
          ></cloud-locks-send-message>
        </cloud-locks-dialog>`;
      default:
        return nothing;
    }
  }
}
