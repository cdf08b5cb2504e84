import { mdiAlertCircle, mdiCheckCircle } from "@mdi/js";
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import "../components/icon.js";
import { link } from "../components/link.js";
import { Follow } from "../data/home.js";
import type { IssueView } from "../data/types.js";
import { showMoreInfo } from "../ha/navigate.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./health/account.js";
import {
  codeConcerns,
  type Concern,
  doorConcerns,
  isAccountWell,
} from "./health/concerns.js";
import { View } from "./view.js";

@customElement("cloud-locks-health")
export class HealthView extends View {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 24px;
      }
      section {
        display: grid;
        gap: 12px;
      }
      .summary cloud-locks-icon {
        width: 32px;
        height: 32px;
      }
      .accounts {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr));
      }
      h4 {
        margin: 0;
        font-size: 1rem;
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .concerns li + li {
        border-top: var(--line);
        padding-top: 12px;
        margin-top: 12px;
      }
      .concerns li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
      }
      .concerns .grow {
        flex: 1 1 240px;
      }
      a.link {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
      }
    `,
  ];

  constructor() {
    super();
    new Follow(this, ["accounts", "issues", "doors", "access"]);
  }

  private get isAdmin(): boolean {
    return this.home.hass.user?.is_admin ?? false;
  }

  protected override render() {
    const { accounts, issues } = this.home;
    const doors = doorConcerns(this.home);
    const codes = codeConcerns(this.home);
    const ill = accounts.filter((it) => !isAccountWell(it));
    // Nearly every repair is about one of these codes.
    const count = ill.length + doors.length + Math.max(codes.length, issues.length);
    return html`<h2>${t("view.health")}</h2>
      ${this.renderSummary(count)} ${this.renderIssues(issues)}
      ${this.renderConcerns("health.doors", doors)}
      ${this.renderConcerns("health.codes", codes)}
      <section aria-labelledby="accounts">
        <h3 id="accounts">${t("health.accounts")}</h3>
        <ul class="accounts">
          ${repeat(
            accounts,
            (it) => it.account_id,
            (it) =>
              html`<li>
                <cloud-locks-account
                  .account=${it}
                  ?admin=${this.isAdmin}
                ></cloud-locks-account>
              </li>`,
          )}
        </ul>
      </section>`;
  }

  private renderSummary(count: number) {
    const isWell = count === 0;
    return html`<div class="card row summary" role="status">
      <cloud-locks-icon
        class=${isWell ? "good" : "warn"}
        .path=${isWell ? mdiCheckCircle : mdiAlertCircle}
      ></cloud-locks-icon>
      <p class="grow">
        <strong>${isWell ? t("health.well") : t("health.count", { count })}</strong>
        ${isWell ? html`<br /><span class="quiet">${t("health.well_means")}</span>` : nothing}
      </p>
    </div>`;
  }

  private renderIssues(issues: IssueView[]) {
    const way = this.isAdmin
      ? html`<a class="link" href="/config/repairs">${t("health.repair")}</a>`
      : html`<p class="quiet small">${t("health.ask_admin")}</p>`;
    return section("health.issues", issues.length, () =>
      issues.map(
        (it) =>
          html`<li>
            <div class="grow">
              <h4>${it.title}</h4>
              ${it.description === "" ? nothing : html`<p>${plain(it.description)}</p>`}
            </div>
            ${it.fixable ? way : nothing}
          </li>`,
      ),
    );
  }

  private renderConcerns(key: "health.doors" | "health.codes", concerns: Concern[]) {
    return section(key, concerns.length, () =>
      repeat(
        concerns,
        (it) => it.key,
        (it) =>
          html`<li>
            <div class="grow">
              <h4>${it.name}</h4>
              ${it.sentences.map((text) => html`<p>${text}</p>`)}
            </div>
            ${this.renderWay(it)}
          </li>`,
      ),
    );
  }

  private renderWay({ href, entityId, name }: Concern) {
    if (href !== null) {
      return link(href, t("health.show"), "link");
    }
    return entityId === null
      ? nothing
      : html`<div>
          <button
            aria-label=${t("doors.details", { door: name })}
            @click=${() => showMoreInfo(this, entityId)}
          >
            ${t("health.details")}
          </button>
        </div>`;
  }
}

function section(
  key: "health.issues" | "health.doors" | "health.codes",
  count: number,
  rows: () => unknown,
): TemplateResult | typeof nothing {
  return count === 0
    ? nothing
    : html`<section aria-labelledby=${key}>
        <h3 id=${key}>${t(key)}</h3>
        <ul class="card concerns">
          ${rows()}
        </ul>
      </section>`;
}

/** Repairs are written in Markdown, of which they use emphasis alone. */
const plain = (markdown: string): string => markdown.replaceAll("**", "");
