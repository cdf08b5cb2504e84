import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { go } from "../components/link.js";
import { navigate } from "../ha/navigate.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import "./people/add.js";
import { PEOPLE, pathOf } from "./people/deeds.js";
import "./people/detail.js";
import "./people/elsewhere.js";
import "./people/import.js";
import "./people/list.js";
import "./people/matrix.js";
import { View } from "./view.js";

const PAGES = ["", "matrix", "elsewhere", "import"] as const;

/** Who has access: the list, and what stands behind it in the address. */
@customElement("cloud-locks-people")
export class PeopleView extends View {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      nav ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      nav a[aria-current] {
        border-color: var(--accent);
        color: var(--accent);
        font-weight: 500;
      }
    `,
  ];

  protected override render() {
    const [page = "", what = "", ...rest] = this.sub.split("/").map(decodeURIComponent);
    const { home } = this;
    switch (page) {
      case "matrix":
        return this.renderPage(
          page,
          html`<cloud-locks-people-matrix .home=${home}></cloud-locks-people-matrix>`,
        );
      case "elsewhere":
        return this.renderPage(
          page,
          html`<cloud-locks-elsewhere .home=${home}></cloud-locks-elsewhere>`,
        );
      case "import":
        return this.renderPage(
          page,
          html`<cloud-locks-people-import .home=${home}></cloud-locks-people-import>`,
        );
      case "":
      case "add":
      case "door":
        return this.renderList(page === "door" ? [what, ...rest].join("/") : "", page);
      default:
        return html`<cloud-locks-access-detail
          .home=${home}
          .grantId=${page}
          .open=${what}
        ></cloud-locks-access-detail>`;
    }
  }

  private renderList(doorId: string, page: string) {
    const done = (event: CustomEvent<string>) =>
      navigate(event.detail === "" ? PEOPLE : pathOf(event.detail), true);
    return html`${this.renderPage(
      "",
      html`<cloud-locks-people-list
        .home=${this.home}
        .doorId=${doorId}
      ></cloud-locks-people-list>`,
    )}
    ${
      page === "add"
        ? html`<cloud-locks-access-add
            .home=${this.home}
            @done=${done}
          ></cloud-locks-access-add>`
        : nothing
    }`;
  }

  private renderPage(page: string, body: unknown) {
    return html`<div class="row spread">
        <h2>${t(page === "" ? "view.people" : `people.page.${page as "matrix"}`)}</h2>
        <a class="button primary" href="${PEOPLE}/add" @click=${go}>
          ${t("people.add")}
        </a>
      </div>
      <nav aria-label=${t("people.pages")}>
        <ul>
          ${PAGES.map((it) => this.renderTab(it, page))}
        </ul>
      </nav>
      ${body}`;
  }

  private renderTab(name: (typeof PAGES)[number], page: string) {
    return html`<li>
      <a
        class="button"
        href=${name === "" ? PEOPLE : `${PEOPLE}/${name}`}
        aria-current=${name === page ? "page" : nothing}
        @click=${go}
        >${t(name === "" ? "people.page.list" : `people.page.${name}`)}</a
      >
    </li>`;
  }
}
