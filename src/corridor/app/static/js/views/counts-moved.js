// How a forecast moved when it was made again with more counts.

import { h } from "../dom.js";
import { between, figureText, people, plural } from "../format.js";
import { level } from "../chart/scale.js";
import { fanChart, twoKey } from "../chart/fan.js";
import { strip } from "../chart/strip.js";

const numbers = (q, unit) => q.map((one) => (unit === "time" ? (one ? +new Date(one) : null) : one));

/** `moved` as the server gives it: figures and series, before and after. */
export function movedView(context, moved) {
  const { clock } = context;
  const { times, before, after } = moved;
  const chart = fanChart({ label: "Arrivals in all, before and after", q: after, times, clock, asOf: moved.as_of, shares: [0.9], name: "now", second: { q: before, name: "before" }, counts: (moved.new_counts ?? []).map((count) => ({ ...count, known: true })) });
  const shown = (moved.new_counts ?? []).some((count) => +new Date(count.time) >= +new Date(times[0]));
  return h("section", { class: "card model", "aria-label": "How the forecast moved" },
    h("h2", null, "How the forecast moved"),
    h("p", null, `From ${clock.full(moved.since_as_of)} to ${clock.full(moved.as_of)}, with ${plural((moved.new_counts ?? []).length, "new count")}.`),
    h("p", { class: "lead" }, headline(moved, clock)),
    h("dl", { class: "figures" }, moved.figures.filter((one) => one.before && one.after).map((one) => card(one, clock))),
    chart.element,
    twoKey("before", "now", shown ? "points: the new counts" : ""),
    h("p", { class: "soft" }, "The chart reaches as far as both forecasts do."));
}

/** All arrivals by the last time that both forecasts reach, before and now. */
function headline({ before, after, times }, clock) {
  const [was, now] = [before, after].map((q) => [0.5, 0.05, 0.95].map((one) => level(q, one).at(-1)));
  const text = ([median, low, high]) => `${people(median)} (90\u00a0%: ${between(low, high)})`;
  const moves = Math.abs(now[0] - was[0]) < 0.01 * Math.max(was[0], 1) ? `It hardly moved: by ${clock.full(times.at(-1))}` : `By ${clock.full(times.at(-1))}`;
  return `${moves} ${text(now)} will have arrived; before, it said ${text(was)}.`;
}

function card({ label, unit, before, after }, clock) {
  const [was, now] = [figureText(before, unit, clock), figureText(after, unit, clock)];
  const both = [...numbers(before, unit), ...numbers(after, unit)].filter(Number.isFinite);
  const low = unit === "time" ? Math.min(...both) : 0;
  const high = Math.max(...both, low + 1);
  const filled = (q) => numbers(q, unit).map((one) => one ?? high);
  return h("div", { class: "figure" }, h("dt", { class: "name" }, label),
    h("dd", { class: now.value.length > 9 ? "value long" : "value" }, now.value), h("dd", { class: "interval" }, now.interval),
    both.length ? strip(filled(after), low, high, { base: filled(before) }) : null,
    h("dd", { class: "soft light" }, `before: ${was.value} (${was.interval})`));
}
