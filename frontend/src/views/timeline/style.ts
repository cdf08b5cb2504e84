import { css } from "lit";

export const timelineStyle = css`
  .bar {
    margin-block: 12px;
  }
  .door {
    flex: 0 1 260px;
    margin-inline-start: auto;
  }
  .door label {
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 8px;
  }
  :host([narrow]) .door {
    flex: 1 1 160px;
    margin: 0;
  }
  .step {
    /* Home Assistant's own: -1 where one reads from right to left. */
    transform: scaleX(var(--scale-direction, 1));
  }
  .always {
    margin-block-end: 16px;
  }
  .always ul {
    gap: 0 16px;
  }
  .always a {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    min-width: 44px;
  }
  .always li {
    overflow-wrap: anywhere;
  }
  cloud-locks-timeline-picture.card {
    padding: 0;
    overflow: hidden;
  }
  .twin {
    white-space: normal;
  }
  .scroll {
    padding: 0;
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    text-align: start;
    vertical-align: top;
    padding: 8px 12px;
    font-weight: inherit;
  }
  thead th {
    color: var(--quiet);
    font-size: 0.875rem;
    white-space: nowrap;
  }
  tbody tr {
    border-block-start: var(--line);
  }
  .part {
    display: grid;
    justify-items: start;
    gap: 0;
    text-align: start;
    white-space: normal;
    border-radius: 8px;
  }
  .more {
    margin-block-start: 16px;
  }
`;
