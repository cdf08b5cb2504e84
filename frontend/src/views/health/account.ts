import { mdiCloudAlert, mdiCloudCheck, mdiCloudSync } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../../components/icon.js";
import type { AccountView } from "../../data/types.js";
import { longDate } from "../../ha/format.js";
import { t, word } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { isMuch, isSoon } from "./concerns.js";

const STATES: Record<string, [path: string, look: string]> = {
  connected: [mdiCloudCheck, "good"],
  starting: [mdiCloudSync, ""],
};

/** An account: whether it answers, how news come, what it may still ask, what ends. */
@customElement("cloud-locks-account")
export class AccountCard extends LitElement {
  @property({ attribute: false }) account!: AccountView;
  /** Whoever looks may go to its page. */
  @property({ type: Boolean }) admin = false;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .card {
        height: 100%;
        align-content: start;
      }
      h4 {
        margin: 0;
        font-size: 1.0625rem;
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .meter {
        height: 8px;
        border-radius: 4px;
        overflow: hidden;
        background: var(--divider-color, #e0e0e0);
      }
      .meter > div {
        height: 100%;
        background: var(--good);
      }
      .meter > .much {
        background: var(--warn);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
      }
    `,
  ];

  protected override render() {
    const { account } = this;
    const [path, look] = STATES[account.state] ?? [mdiCloudAlert, "bad"];
    return html`<article class="card stack" aria-labelledby="name">
      <div class="row">
        <cloud-locks-icon class=${look} .path=${path}></cloud-locks-icon>
        <div class="grow">
          <h4 id="name">${account.title}</h4>
          <p class="small quiet">${this.subtitle()}</p>
        </div>
      </div>
      <p>${this.told()}</p>
      ${account.message === null ? nothing : html`<p class="bad">${account.message}</p>`}
      ${account.budget_used === null ? nothing : this.renderBudget(account.budget_used)}
      ${this.renderEnd("health.subscription", account.subscription_ends)}
      ${this.renderEnd("health.key", account.key_ends)}
      ${
        account.overdue === 0
          ? nothing
          : html`<p class="warn">${t("health.overdue", { count: account.overdue })}</p>`
      }
      ${this.renderWay()}
    </article>`;
  }

  private subtitle(): string {
    const { title, brand_name, locks } = this.account;
    const count = t("health.locks", { count: locks });
    return title.includes(brand_name) ? count : `${brand_name} · ${count}`;
  }

  private told(): string {
    const { state, news } = this.account;
    const said = word("account_state", state);
    return state === "connected" ? `${said}. ${word("news", news)}.` : `${said}.`;
  }

  private renderBudget(percent: number) {
    const words = t("health.budget", { percent });
    return html`<div class="stack">
      <p class="small" id="budget">
        ${words}${isMuch(percent) ? html` <strong>${t("health.slower")}</strong>` : nothing}
      </p>
      <div
        class="meter"
        role="meter"
        aria-labelledby="budget"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.min(percent, 100)}
      >
        <div
          class=${isMuch(percent) ? "much" : ""}
          style="width: ${Math.min(percent, 100)}%"
        ></div>
      </div>
    </div>`;
  }

  private renderEnd(key: "health.subscription" | "health.key", at: string | null) {
    if (at === null) {
      return nothing;
    }
    const words = t(isSoon(at) ? `${key}.soon` : `${key}.ends`, {
      when: longDate(at),
    });
    return html`<p class=${isSoon(at) ? "warn" : "small quiet"}>${words}</p>`;
  }

  private renderWay() {
    const page = "/config/integrations/integration/cloud_locks";
    return this.admin
      ? html`<a href="${page}#config_entry=${this.account.account_id}">
          ${t("health.open_account")}
        </a>`
      : nothing;
  }
}
