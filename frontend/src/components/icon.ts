import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";

/** A picture of 24 by 24, from a path of `@mdi/js`. Decoration: words stand beside it. */
@customElement("cloud-locks-icon")
export class Icon extends LitElement {
  @property() path = "";

  static override styles = css`
    :host {
      display: inline-flex;
      width: 24px;
      height: 24px;
      flex: none;
    }
    svg {
      width: 100%;
      height: 100%;
      fill: currentcolor;
    }
  `;

  protected override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">
      ${svg`<path d=${this.path}></path>`}
    </svg>`;
  }
}
