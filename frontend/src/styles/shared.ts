import { css } from "lit";

/** What all our elements look like: the person's theme, and nothing of our own. */
export const shared = css`
  :host {
    --gap: 16px;
    --radius: var(--ha-card-border-radius, 12px);
    --line: 1px solid var(--divider-color, #e0e0e0);
    --surface: var(--ha-card-background, var(--card-background-color, #fff));
    --text: var(--primary-text-color, #212121);
    --quiet: var(--secondary-text-color, #595959);
    /* Themes choose colors for areas; drawn towards the text they can be read as well. */
    --good: color-mix(in srgb, var(--success-color, #43a047) 60%, var(--text));
    --warn: color-mix(in srgb, var(--warning-color, #ffa600) 40%, var(--text));
    --bad: color-mix(in srgb, var(--error-color, #db4437) 75%, var(--text));
    --accent: color-mix(in srgb, var(--primary-color, #009ac7) 65%, var(--text));
    --on-accent: var(--card-background-color, #fff);
    color: var(--text);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    line-height: 1.4;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 1.25rem;
    font-weight: 500;
  }
  h3 {
    font-size: 1rem;
    font-weight: 500;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--accent);
  }
  button,
  .button {
    font: inherit;
    min-height: 44px;
    min-width: 44px;
    padding: 0 var(--button-padding, 16px);
    border: var(--line);
    border-radius: 22px;
    background: transparent;
    color: inherit;
    cursor: pointer;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    text-decoration: none;
    white-space: nowrap;
  }
  button:hover,
  .button:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  button.primary,
  .button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  button.bad {
    color: var(--bad);
    border-color: currentColor;
  }
  button[aria-pressed="true"] {
    border-color: var(--accent);
    color: var(--accent);
    font-weight: 500;
  }
  button.plain {
    border-color: transparent;
    padding: 0 8px;
  }
  button.icon {
    border-color: transparent;
    padding: 0;
    border-radius: 50%;
  }
  button[disabled] {
    opacity: 0.5;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .card {
    background: var(--surface);
    border: var(--ha-card-border-width, 1px) solid
      var(--ha-card-border-color, var(--divider-color, #e0e0e0));
    border-radius: var(--radius);
    padding: var(--gap);
  }
  .quiet {
    color: var(--quiet);
  }
  .small {
    font-size: 0.875rem;
  }
  .good {
    color: var(--good);
  }
  .warn {
    color: var(--warn);
  }
  .bad {
    color: var(--bad);
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    flex-wrap: wrap;
  }
  .spread {
    justify-content: space-between;
  }
  .stack {
    display: grid;
    gap: 8px;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 2px 8px;
    border-radius: 12px;
    border: var(--line);
    font-size: 0.875rem;
  }
  label {
    display: grid;
    gap: 4px;
  }
  input:not([type="checkbox"], [type="radio"]),
  select,
  textarea {
    font: inherit;
    color: inherit;
    min-height: 44px;
    width: 100%;
    padding: 8px 12px;
    border: 1px solid var(--quiet);
    border-radius: 8px;
    background: var(--surface);
  }
  input[type="checkbox"],
  input[type="radio"] {
    flex: none;
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: var(--accent);
  }
  label.choice {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
    cursor: pointer;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    font-weight: 500;
  }
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
