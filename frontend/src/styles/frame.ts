import { css } from "lit";

/** Header, tabs and the room for a view. */
export const frame = css`
  :host {
    display: block;
    min-height: 100dvh;
    background: var(--primary-background-color, #fafafa);
  }
  header {
    position: sticky;
    top: 0;
    z-index: 5;
    background: var(--app-header-background-color, var(--accent));
    color: var(--app-header-text-color, #fff);
    padding-top: var(--safe-area-inset-top, 0px);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 56px;
    padding: 0 8px;
  }
  h1 {
    font-size: 1.25rem;
    font-weight: 400;
    padding-inline-start: 8px;
  }
  nav ul {
    display: flex;
    overflow-x: auto;
    scrollbar-width: none;
    padding: 0 8px;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 48px;
    padding: 0 16px;
    color: inherit;
    text-decoration: none;
    border-bottom: 3px solid transparent;
    white-space: nowrap;
  }
  nav a[aria-current] {
    border-bottom-color: currentcolor;
    font-weight: 500;
  }
  nav a:focus-visible {
    outline-color: currentcolor;
    outline-offset: -4px;
  }
  main {
    max-width: 1200px;
    margin: 0 auto;
    padding: 16px 16px calc(96px + var(--safe-area-inset-bottom, 0px));
  }
  header,
  main {
    padding-left: max(var(--side), var(--safe-area-inset-left, 0px));
    padding-right: max(var(--side), var(--safe-area-inset-right, 0px));
  }
  header {
    --side: 0px;
  }
  main {
    --side: 16px;
  }
  .note {
    max-width: 560px;
    margin: 64px auto;
    text-align: center;
    display: grid;
    gap: 16px;
    justify-items: center;
  }
`;
