// Arrivals by day: for every day a median mark in its boxes of 50 and 90 %.

import { s } from "../dom.js";
import { between, people, weekday } from "../format.js";
import { timeChart } from "./frame.js";
import { intervals, level } from "./scale.js";

/** A box for each day; `counted` maps a day to what the counts say of it (`{value, known}`). */
export function dayChart(fan) {
  return { ...timeChart(daySpec(fan)), parts: partsOf(fan) };
}

/** The days that begin before the series does, or end after it. */
function partsOf({ days, clock, ends }) {
  if (!ends) return [];
  const slack = 60_000;
  return days.map((day) => {
    const noon = midday(day, clock);
    return { day, from: noon - 43_200_000 < ends[0] - slack ? ends[0] : null, to: noon + 43_200_000 > ends[1] + slack ? ends[1] : null };
  }).filter((one) => one.from || one.to);
}

/** What the frame is told. */
export function daySpec(fan) {
  const { q, days, clock, shares = [0.5, 0.9], counted = new Map(), show = people } = fan;
  const times = days.map((day) => midday(day, clock));
  const bands = intervals(q.levels, shares);
  const median = level(q, 0.5);
  const outer = bands[0];
  const half = 43_200_000;
  const tops = [...(outer ? q.values[outer.high] : median), ...[...counted.values()].map((one) => one.value), fan.top ?? 0, 4];
  const parts = new Map(partsOf(fan).map((one) => [one.day, one]));
  return {
    label: fan.label, times, clock, asOf: fan.asOf ? +new Date(fan.asOf) : null,
    start: times[0] - half, end: times.at(-1) + half, low: fan.mayBeNegative ? Math.min(0, ...(outer ? q.values[outer.low] : median)) * 1.05 : 0,
    high: Math.max(...tops) * 1.05, show, whole: fan.whole, unit: fan.unit ?? "people a day", height: fan.height,
    points: () => [],
    read: (i) => {
      const count = counted.get(days[i]);
      const interval = outer ? ` (${Math.round(outer.share * 100)}\u00a0%: ${between(q.values[outer.low][i], q.values[outer.high][i], show)})` : "";
      return `${weekday(days[i])}: ${show(median[i])}${interval}${count ? `; counted ${people(count.value)}${count.known ? "" : ", known only later"}` : ""}${parts.has(days[i]) ? "; a part of the day only" : ""}`;
    },
    paint: ({ plot, x, y }) => {
      const wide = Math.max(3, Math.min(46, (x(times[0] + 2 * half) - x(times[0])) * 0.62));
      times.forEach((time, i) => {
        const left = x(time) - wide / 2;
        bands.forEach((band, k) => {
          const top = y(q.values[band.high][i]);
          const inset = k ? wide * 0.16 : 0;
          plot.append(s("rect", {
            class: k === bands.length - 1 && bands.length > 1 ? `band inner${parts.has(days[i]) ? " part" : ""}` : `band outer${parts.has(days[i]) ? " part" : ""}`,
            x: left + inset, width: wide - 2 * inset, y: top, height: Math.max(1, y(q.values[band.low][i]) - top),
          }));
        });
        plot.append(s("line", { class: "median-tick", x1: left, x2: left + wide, y1: y(median[i]), y2: y(median[i]) }));
        const count = counted.get(days[i]);
        if (count) plot.append(s("circle", { class: count.known ? "count known" : "count later", cx: x(time), cy: y(count.value), r: 4.5 }));
      });
    },
  };
}

/** Noon of a bare date in a zone, in ms. */
export function midday(day, clock) {
  const guess = Date.parse(`${day}T12:00:00Z`);
  return guess - (clock.hour(guess) - 12) * 3_600_000;
}

/** What cumulative counts say of whole days: differences of the last counts by each midnight. */
export function countedByDay(counts, days, clock) {
  const found = new Map();
  const sorted = counts.map((count) => ({ ...count, at: +new Date(count.time) })).sort((a, b) => a.at - b.at);
  const atEnd = (midnight) => sorted.find((count) => Math.abs(count.at - midnight) <= 3_600_000);
  for (const day of days) {
    const noon = midday(day, clock);
    const [before, after] = [atEnd(noon - 43_200_000), atEnd(noon + 43_200_000)];
    if (before && after) found.set(day, { value: after.value - before.value, known: before.known && after.known });
  }
  return found;
}
