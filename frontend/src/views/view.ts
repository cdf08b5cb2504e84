import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Home } from "../data/home.js";

/** What every view of the panel is given. */
export abstract class View extends LitElement {
  /** The house; `home.hass` is Home Assistant as of now. */
  @property({ attribute: false }) home!: Home;
  @property({ type: Boolean, reflect: true }) narrow = false;
  /** What stands behind the view's name in the address, such as the id of an access. */
  @property() sub = "";
}
