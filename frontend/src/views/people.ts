import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { Follow } from "../data/home.js";
import { t } from "../localize.js";
import { shared } from "../styles/shared.js";
import { View } from "./view.js";

@customElement("cloud-locks-people")
export class PeopleView extends View {
  static override styles = [shared, css``];

  constructor() {
    super();
    new Follow(this, ["doors"]);
  }

  protected override render() {
    return html`<h2>${t("view.people")}</h2>`;
  }
}
