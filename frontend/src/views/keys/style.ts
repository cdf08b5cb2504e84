import { css } from "lit";

export const keysStyle = css`
  .choice {
    max-width: 420px;
    margin-block: 12px;
  }
  section {
    margin-block-start: 24px;
  }
  section > :not(:first-child) {
    margin-block-start: 8px;
  }
  ul.list {
    padding-block: 0;
  }
  .list li {
    padding-block: 8px;
  }
  .list li + li {
    border-block-start: var(--line);
  }
  .doors a {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
  }
  .doors li {
    padding-block: 0;
  }
  .scroll {
    overflow-x: auto;
    background: var(--surface);
    border: var(--line);
    border-radius: var(--radius);
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    text-align: start;
    vertical-align: top;
    font-weight: inherit;
    padding: 12px 16px;
  }
  thead th {
    color: var(--quiet);
    font-size: 0.875rem;
  }
  tbody th {
    min-width: 140px;
    overflow-wrap: anywhere;
  }
  tbody tr {
    border-block-start: var(--line);
  }
`;
