/** Where in a row of days each stretch of time is drawn. Pure functions. */

import type { SpanView } from "../../data/types.js";
import { addDays, startOfDay } from "../../ha/days.js";

/** A day, and its moments in milliseconds; 23 to 25 hours where clocks change. */
export interface Day {
  key: string;
  start: number;
  end: number;
}

/** A stretch as drawn: from and to as parts of the whole width, 0 to 1. */
export interface Bar {
  span: SpanView;
  from: number;
  to: number;
  /** Bars that overlap lie below one another. */
  lane: number;
}

export interface Row {
  grantId: string;
  bars: Bar[];
  lanes: number;
}

/** So many days from one on. */
export function daysFrom(first: string, count: number): Day[] {
  const starts = Array.from({ length: count + 1 }, (_, index) => {
    const key = addDays(first, index);
    return { key, start: startOfDay(key).getTime() };
  });
  return starts.slice(0, count).map((it, index) => ({
    ...it,
    end: starts[index + 1]?.start ?? it.start,
  }));
}

/** Where a moment is, every day being equally wide; beyond the edges: at the edge. */
export function placeOf(at: number, days: readonly Day[]): number {
  const index = days.findIndex((it) => at < it.end);
  const day = days[index];
  if (day === undefined) {
    return 1;
  }
  const part = Math.max(0, (at - day.start) / (day.end - day.start));
  return (index + part) / days.length;
}

/** A row for each access that has a stretch in these days. */
export function rowsOf(spans: readonly SpanView[], days: readonly Day[]): Row[] {
  const rows = new Map<string, SpanView[]>();
  for (const span of spans) {
    if (placeOf(Date.parse(span.start), days) < placeOf(Date.parse(span.end), days)) {
      rows.set(span.grant_id, [...(rows.get(span.grant_id) ?? []), span]);
    }
  }
  return [...rows].map(([grantId, of]) => rowOf(grantId, of, days));
}

function rowOf(grantId: string, spans: SpanView[], days: readonly Day[]): Row {
  const ends: number[] = [];
  const sorted = spans.toSorted(
    (one, other) => Date.parse(one.start) - Date.parse(other.start),
  );
  const bars = sorted.map((span) => {
    const from = placeOf(Date.parse(span.start), days);
    const to = placeOf(Date.parse(span.end), days);
    const free = ends.findIndex((it) => it <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return { span, from, to, lane };
  });
  return { grantId, bars, lanes: ends.length };
}

/** A part of a day: null where the stretch goes on beyond its edge. */
export interface Part {
  span: SpanView;
  from: string | null;
  to: string | null;
}

/** What of the stretches is in a day. */
export const partsOf = (spans: readonly SpanView[], day: Day): Part[] =>
  spans
    .filter((it) => Date.parse(it.start) < day.end && Date.parse(it.end) > day.start)
    .map((span) => ({
      span,
      from: Date.parse(span.start) > day.start ? span.start : null,
      to: Date.parse(span.end) < day.end ? span.end : null,
    }));
