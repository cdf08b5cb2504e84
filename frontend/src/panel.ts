import {
  mdiAccountGroup,
  mdiCalendarWeek,
  mdiDoor,
  mdiHeartPulse,
  mdiHistory,
  mdiKeyChain,
  mdiBagSuitcase,
  mdiMenu,
} from "@mdi/js";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { html as staticHtml, unsafeStatic } from "lit/static-html.js";
import "./components/icon.js";
import "./components/toast.js";
import { Follow, Home } from "./data/home.js";
import { useLocale } from "./ha/format.js";
import { navigate } from "./ha/navigate.js";
import type { HomeAssistant, Route } from "./ha/types.js";
import { t, useLanguage } from "./localize.js";
import { frame } from "./styles/frame.js";
import { shared } from "./styles/shared.js";
import "./views/activity.js";
import "./views/arrivals.js";
import "./views/doors.js";
import "./views/health.js";
import "./views/keys.js";
import "./views/people.js";
import "./views/timeline.js";

const VIEWS = {
  doors: mdiDoor,
  people: mdiAccountGroup,
  arrivals: mdiBagSuitcase,
  timeline: mdiCalendarWeek,
  activity: mdiHistory,
  keys: mdiKeyChain,
  health: mdiHeartPulse,
} as const;
type ViewName = keyof typeof VIEWS;

/** "Access" in the sidebar: the frame around the views, and what they all share. */
@customElement("cloud-locks-panel")
export class Panel extends LitElement {
  readonly home = new Home();

  /** Changes with every state in the house, so it is passed on without rendering. */
  @property({ attribute: false, hasChanged: looksOtherwise })
  get hass(): HomeAssistant {
    return this.home.hass;
  }
  set hass(hass: HomeAssistant) {
    const before = this.home.hass as HomeAssistant | undefined;
    this.home.hass = hass;
    this.requestUpdate("hass", before);
  }
  @property({ type: Boolean, reflect: true }) narrow = false;
  @property({ attribute: false }) route: Route = { prefix: "/cloud-locks", path: "" };
  @state() private speaks = false;
  /** The view whose tab is in sight. */
  private shown: ViewName | null = null;

  static override styles = [shared, frame];

  constructor() {
    super();
    new Follow(this, ["state", "accounts"]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.home.end();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      void this.home.start();
    }
  }

  protected override firstUpdated(): void {
    void this.home.start();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("hass")) {
      useLocale(this.hass);
      void this.speak();
    }
    if (changed.has("route") && this.viewName === null) {
      navigate(`${this.route.prefix}/doors`, true);
    }
  }

  protected override updated(): void {
    const tab = this.renderRoot.querySelector("a[aria-current]");
    if (tab === null || this.shown === this.viewName) {
      return;
    }
    if (this.shown !== null) {
      window.scrollTo(0, 0);
    }
    this.shown = this.viewName;
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private async speak(): Promise<void> {
    const isNew = await useLanguage(this.hass.language);
    if (isNew && this.speaks) {
      // Every text on the page is another one.
      this.speaks = false;
      await this.updateComplete;
    }
    this.speaks = true;
  }

  private get viewName(): ViewName | null {
    return viewOf(this.route);
  }

  protected override render() {
    if (!this.speaks) {
      return nothing;
    }
    return html`<header>
        <div class="bar">
          ${
            this.narrow || this.hass.dockedSidebar === "always_hidden"
              ? html`<button
                  class="icon"
                  aria-label=${t("panel.menu")}
                  @click=${this.menu}
                >
                  <cloud-locks-icon .path=${mdiMenu}></cloud-locks-icon>
                </button>`
              : nothing
          }
          <h1>${t("panel.title")}</h1>
        </div>
        <nav aria-label=${t("panel.views")}>
          <ul>
            ${Object.keys(VIEWS).map((it) => this.renderTab(it as ViewName))}
          </ul>
        </nav>
      </header>
      <main>${this.renderMain()}</main>
      <cloud-locks-toasts></cloud-locks-toasts>`;
  }

  private renderTab(name: ViewName) {
    const go = (event: MouseEvent) => {
      if (!event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        navigate(`${this.route.prefix}/${name}`);
      }
    };
    return html`<li>
      <a
        href="${this.route.prefix}/${name}"
        aria-current=${this.viewName === name ? "page" : nothing}
        @click=${go}
      >
        <cloud-locks-icon .path=${VIEWS[name]}></cloud-locks-icon>
        ${t(`view.${name}`)}
      </a>
    </li>`;
  }

  private renderMain() {
    const { home } = this;
    switch (home.state) {
      case "starting":
        return html`<p class="note" role="status">${t("panel.loading")}</p>`;
      case "refused":
        return html`<p class="note" role="alert">${t("panel.refused")}</p>`;
      case "failed":
        return html`<div class="note">
          <p role="alert">${t("panel.failed", { message: home.error ?? "" })}</p>
          <button @click=${() => home.start()}>${t("common.retry")}</button>
        </div>`;
      case "ready":
        return home.accounts.length === 0 ? this.renderEmpty() : this.renderView();
    }
  }

  private renderEmpty() {
    return html`<div class="note">
      <p>${t("panel.no_account")}</p>
      <a class="button" href="/config/integrations/dashboard/add?domain=cloud_locks">
        ${t("panel.add_account")}
      </a>
    </div>`;
  }

  private renderView() {
    const name = this.viewName;
    if (name === null) {
      return nothing;
    }
    const tag = unsafeStatic(`cloud-locks-${name}`);
    const sub = this.route.path.split("/").slice(2).join("/");
    return staticHtml`<${tag}
      .home=${this.home}
      .sub=${sub}
      ?narrow=${this.narrow}
    ></${tag}>`;
  }

  private readonly menu = () => {
    this.dispatchEvent(
      new Event("hass-toggle-menu", { bubbles: true, composed: true }),
    );
  };
}

function viewOf({ path }: Route): ViewName | null {
  const name = path.split("/")[1] ?? "";
  return name in VIEWS ? (name as ViewName) : null;
}

function looksOtherwise(
  now: HomeAssistant,
  before: HomeAssistant | undefined,
): boolean {
  return (
    now.language !== before?.language ||
    now.locale !== before.locale ||
    now.dockedSidebar !== before.dockedSidebar
  );
}
