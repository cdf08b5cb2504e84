import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { reasonOf } from "../../data/actions.js";
import { importPeople } from "../../data/commands.js";
import type { Home } from "../../data/home.js";
import type { ImportRowView } from "../../data/types.js";
import { list } from "../../ha/format.js";
import { t } from "../../localize.js";
import { shared } from "../../styles/shared.js";
import { link } from "../../components/link.js";
import { pathOf } from "./deeds.js";

const EXAMPLE = `name,doors,group,days,start_time,end_time,from,to
Anna,Front door;Cellar,Staff,fri,09:00,12:00,,2027-03-01
Ben,Front door,Family,,,,,`;

/** Many people at once, from a table. Nothing is done before it was looked at. */
@customElement("cloud-locks-people-import")
export class PeopleImport extends LitElement {
  @property({ attribute: false }) home!: Home;
  @state() private rows: ImportRowView[] | null = null;
  @state() private isDone = false;
  @state() private busy = false;
  @state() private error: string | null = null;
  /** What was typed may hold PINs, so it stays in its field. */
  @query("textarea") private readonly text!: HTMLTextAreaElement;

  static override styles = [
    shared,
    css`
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      pre {
        margin: 0;
        overflow-x: auto;
        font-size: 0.875rem;
      }
      textarea {
        font-family: var(--ha-font-family-code, monospace);
        white-space: pre;
      }
      .box {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        text-align: start;
        padding: 8px;
        border-top: var(--line);
        vertical-align: top;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.text.value = "";
  }

  protected override render() {
    const good = (this.rows ?? []).filter((it) => it.status === "ok").length;
    return html`<div class="card">
      <p>${t("import.help")}</p>
      <pre tabindex="0" aria-label=${t("import.example")}>${EXAMPLE}</pre>
      <label>
        ${t("import.file")}
        <input type="file" accept=".csv,text/csv,text/plain" @change=${this.read} />
      </label>
      <label>
        ${t("import.text")}
        <textarea rows="6" spellcheck="false" @input=${this.forget}></textarea>
      </label>
      <p class="bad" role="alert">${this.error}</p>
      <div class="row">
        <button ?disabled=${this.busy} @click=${() => this.send(true)}>
          ${t("import.check")}
        </button>
        ${
          good === 0
            ? nothing
            : html`<button
                class="primary"
                ?disabled=${this.busy}
                @click=${() => this.send(false)}
              >
                ${t("import.import", { count: good })}
              </button>`
        }
      </div>
      ${this.rows === null ? nothing : this.renderRows(this.rows)}
    </div>`;
  }

  private renderRows(rows: ImportRowView[]) {
    const failed = rows.filter((it) => it.status === "failed").length;
    const count = rows.length - failed;
    return html`<p role="status">
        ${t(this.isDone ? "import.done" : "import.would", { count })}
        ${failed === 0 ? nothing : t("import.failed", { count: failed })}
      </p>
      <div class="box" tabindex="0" role="region" aria-label=${t("import.rows")}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t("import.line")}</th>
              <th scope="col">${t("people.name")}</th>
              <th scope="col">${t("people.doors")}</th>
              <th scope="col">${t("import.result")}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map((it) => this.renderRow(it))}
          </tbody>
        </table>
      </div>`;
  }

  private renderRow(row: ImportRowView) {
    const { grant_id: id, status } = row;
    const said = t(`import.status.${status as "ok"}`);
    return html`<tr>
      <td>${row.line}</td>
      <td>${id === null ? row.name : link(pathOf(id), row.name)}</td>
      <td>${list(row.doors)}</td>
      <td class=${status === "failed" ? "bad" : "good"}>
        ${row.message === null ? said : `${said}: ${row.message}`}
      </td>
    </tr>`;
  }

  private readonly forget = () => {
    this.rows = null;
    this.isDone = false;
  };

  private readonly read = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file !== undefined) {
      this.text.value = await file.text();
      await this.send(true);
    }
  };

  private async send(dryRun: boolean): Promise<void> {
    this.busy = true;
    this.error = null;
    this.forget();
    try {
      const { rows } = await importPeople(this.home.hass, this.text.value, dryRun);
      this.rows = rows;
      this.isDone = !dryRun;
      if (!dryRun) {
        this.text.value = "";
      }
    } catch (err) {
      this.error = reasonOf(err);
    }
    this.busy = false;
  }
}
