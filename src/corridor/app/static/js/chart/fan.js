// Fan charts: a median, the bands that hold so many of the runs, and what was counted.

import { h, s } from "../dom.js";
import { between, people } from "../format.js";
import { area, path, timeChart } from "./frame.js";
import { intervals, level } from "./scale.js";

/**
 * A fan by time.
 *
 * `fan`: `{label, q, times, clock, asOf, counts, shares, room, lines, unit, second, start}`; `second` is
 * another fan `{q, name, kind}` drawn dashed in grey beneath (a base), `counts` `{time, value, known}`.
 */
export function fanChart(fan) {
  return timeChart(specOf(fan));
}

/** What the frame is told; also used to change a chart in place. */
export function specOf(fan) {
  const { q, clock, counts = [], shares = [0.5, 0.9], room = null, second = null, show = people } = fan;
  const times = fan.times.map((time) => +new Date(time));
  const bands = intervals(q.levels, shares);
  const median = level(q, 0.5);
  const base = second && level(second.q, 0.5);
  const outer = bands[0];
  const start = fan.start ?? times[0];
  const end = times.at(-1);
  const seen = counts.map((count) => ({ ...count, at: +new Date(count.time) })).filter((count) => count.at >= start && count.at <= end);
  const outerBase = second && intervals(second.q.levels, shares)[0];
  const tops = [
    ...(outer ? q.values[outer.high] : median), ...seen.map((count) => count.value),
    ...(second ? (outerBase ? second.q.values[outerBase.high] : base) : []), room ?? 0, fan.top ?? 0, 4,
  ];
  const lows = fan.mayBeNegative ? [...(outer ? q.values[outer.low] : median), 0] : [0];
  const high = Math.max(...tops.filter(Number.isFinite)) * 1.05;
  return {
    label: fan.label, times, clock, asOf: fan.asOf ? +new Date(fan.asOf) : null, start, end,
    low: Math.min(...lows) * 1.05, high, show, unit: fan.unit, height: fan.height,
    points: (i) => [
      ...(base ? [{ value: base[i], kind: "base-dot" }] : []),
      { value: median[i], kind: "model-dot" },
    ],
    read: (i) => readFan(fan, { q, bands, median, base, clock, seen, show }, i, times),
    paint: ({ plot, x, y, width, margin }) => {
      if (second) paintBase(plot, second, shares, times, x, y);
      bands.forEach((band, i) => plot.append(s("path", {
        class: i === bands.length - 1 && bands.length > 1 ? "band inner" : "band outer",
        d: area(times, q.values[band.low], q.values[band.high], x, y),
      })));
      plot.append(s("path", { class: "median", d: path(times, median, x, y) }));
      if (room !== null) {
        plot.append(s("line", { class: "room", x1: margin.left, x2: width - margin.right, y1: y(room), y2: y(room) }),
          s("text", { class: "room-name", x: width - margin.right, y: y(room) - 6, "text-anchor": "end" }, `room for ${people(room)}`));
      }
      plot.append(...seen.map((count) => s("circle", {
        class: count.known ? "count known" : "count later", cx: x(count.at), cy: y(count.value), r: 4,
      }, s("title", null, `${people(count.value)} counted, ${clock.moment(count.time)}${count.known ? "" : ", published later"}`))));
    },
  };
}

function paintBase(plot, second, shares, times, x, y) {
  const band = intervals(second.q.levels, shares)[0];
  if (band) plot.append(s("path", { class: "band base", d: area(times, second.q.values[band.low], second.q.values[band.high], x, y) }));
  plot.append(s("path", { class: "median base", d: path(times, level(second.q, 0.5), x, y) }));
}

function readFan(fan, { q, bands, median, base, clock, seen, show }, i, times) {
  const outer = bands[0];
  const interval = outer ? ` (${Math.round(outer.share * 100)}\u00a0%: ${between(q.values[outer.low][i], q.values[outer.high][i], show)})` : "";
  const count = seen.find((one) => Math.abs(one.at - times[i]) < 1_800_001);
  const words = [`${clock.full(times[i])}: ${fan.name ? `${fan.name} ` : ""}${show(median[i])}${interval}`];
  if (base) words.push(`${fan.second.name} ${show(base[i])}`);
  if (count) words.push(`counted ${count.value.toLocaleString("en-GB")}${count.known ? "" : ", known only later"}`);
  return words.join("; ");
}

/** The key of a chart that shows two forecasts. */
export function twoKey(base, name, more = "") {
  const swatch = (kind) => s("svg", { width: 34, height: 16, "aria-hidden": "true" },
    s("rect", { class: `band ${kind}`, width: 34, height: 16 }), s("path", { class: `median ${kind === "base" ? "base" : ""}`, d: "M1,8H33" }));
  return h("ul", { class: "key", "aria-label": "Key" }, h("li", null, swatch("base"), `${base} (dashed)`), h("li", null, swatch("outer"), name),
    h("li", null, "bands: nine in ten of the runs"), more ? h("li", null, more) : null);
}
