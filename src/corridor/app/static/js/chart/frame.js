// The frame that all charts by time share: scales, marks, the as-of line, and reading by pointer or key.

import { h, s, put, announce } from "../dom.js";
import { people } from "../format.js";
import { dayTicks, indexAt, linear, niceTicks } from "./scale.js";

/**
 * A chart that draws itself again when its width or theme changes.
 *
 * `spec`: `{label, times (ms), clock, asOf (ms)|null, low, high, height, show (value→text), unit,
 * read(i) → text, paint({plot, x, y, width, height, narrow})}`.
 */
export function timeChart(spec) {
  const box = h("div", { class: "chart" });
  const readout = h("p", { class: "readout", "aria-hidden": "true" });
  const svg = s("svg", {
    role: "img", tabindex: "0", "aria-label": `${spec.label}. Left and right arrow keys read it; a table follows.`,
  });
  box.append(svg, readout);
  const look = { cursor: null };
  let drawn = null;
  const draw = () => { drawn = render(box, svg, spec, look); showCursor(); };
  const showCursor = () => markCursor(svg, spec, drawn, look.cursor, readout);

  new ResizeObserver(() => { if (box.clientWidth && Math.abs(box.clientWidth - (drawn?.width ?? 0)) > 1) draw(); }).observe(box);
  const read = (event) => {
    if (!drawn) return;
    const px = event.clientX - svg.getBoundingClientRect().left;
    look.cursor = nearest(spec.times, drawn.x.invert(px));
    showCursor();
  };
  svg.addEventListener("pointermove", read);
  svg.addEventListener("pointerdown", read);
  svg.addEventListener("pointerleave", () => { look.cursor = null; showCursor(); });
  svg.addEventListener("blur", () => { look.cursor = null; showCursor(); });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -24, PageDown: 24, Home: -1e9, End: 1e9 }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = look.cursor ?? (spec.asOf ? indexAt(spec.times, spec.asOf) : 0);
    look.cursor = Math.min(spec.times.length - 1, Math.max(0, from + step));
    showCursor();
    announce(readout.textContent);
  });
  return { element: box, svg, update(changes) { Object.assign(spec, changes); if (box.clientWidth) draw(); } };
}

function nearest(times, at) {
  const i = indexAt(times, at);
  return i + 1 < times.length && times[i + 1] - at < at - times[i] ? i + 1 : i;
}

function render(box, svg, spec, look) {
  const width = Math.max(240, box.clientWidth);
  const narrow = width < 520;
  const height = spec.height ?? (narrow ? 250 : 340);
  const show = spec.show ?? people;
  const ticks = niceTicks(spec.low ?? 0, spec.high, height < 180 ? 3 : 5, spec.whole !== false);
  const longest = Math.max(...ticks.map((tick) => show(tick).length));
  const margin = { left: Math.max(34, longest * 8.6 + 12), right: 14, top: 34, bottom: 30 };
  const ends = [spec.start ?? spec.times[0], spec.end ?? spec.times.at(-1)];
  const x = linear(ends, [margin.left, width - margin.right]);
  const y = linear([spec.low ?? 0, spec.high], [height - margin.bottom, margin.top]);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);

  const grid = s("g", { class: "grid" }, ticks.map((tick) => [
    s("line", { x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick), class: tick === 0 ? "zero" : null }),
    s("text", { x: margin.left - 8, y: y(tick) + 4.5, "text-anchor": "end" }, show(tick)),
  ]));
  const most = Math.floor((width - margin.left) / (narrow ? 62 : 78));
  const days = s("g", { class: "grid days" }, dayTicks(ends, spec.clock, most).map((at) => [
    s("line", { x1: x(at), x2: x(at), y1: height - margin.bottom, y2: height - margin.bottom + 5 }),
    s("text", { x: x(at), y: height - 8, "text-anchor": "middle" }, spec.clock.day(at)),
  ]));
  const unit = s("text", { x: 2, y: 14, class: "unit" }, spec.unit ?? "people");
  const plot = s("g", { class: "plot" });
  put(svg, s("title", null, spec.label), grid, days, unit, plot);
  spec.paint({ plot, x, y, width, height, narrow, margin });
  if (spec.asOf !== null && spec.asOf !== undefined && spec.asOf >= ends[0] && spec.asOf <= ends[1]) {
    svg.append(asOfLine(x(spec.asOf), margin.top, height - margin.bottom, `as of ${spec.clock.moment(spec.asOf)}`, width));
  }
  svg.append(s("g", { class: "cursor" }));
  return { width, height, x, y, margin };
}

/** The upright line that means "what was known" in every chart. */
function asOfLine(at, top, bottom, words, width) {
  const left = at > width / 2;
  return s("g", { class: "asof-line" },
    s("line", { x1: at, x2: at, y1: top - 12, y2: bottom }),
    s("text", { x: at + (left ? -6 : 6), y: top - 14, "text-anchor": left ? "end" : "start", dy: 7 }, words));
}

function markCursor(svg, spec, drawn, i, readout) {
  const layer = svg.querySelector(".cursor");
  if (!layer || !drawn) return;
  if (i === null) {
    put(layer);
    put(readout);
    return;
  }
  const at = drawn.x(spec.times[i]);
  put(layer, s("line", { x1: at, x2: at, y1: drawn.margin.top, y2: drawn.height - drawn.margin.bottom }),
    (spec.points?.(i) ?? []).map(({ value, kind }) => s("circle", { cx: at, cy: drawn.y(value), r: 4.5, class: kind })));
  put(readout, spec.read(i));
}

/** A closed path between two rows of values. */
export function area(times, low, high, x, y) {
  const forth = times.map((time, i) => `${x(time).toFixed(1)},${y(high[i]).toFixed(1)}`);
  const back = times.map((time, i) => `${x(time).toFixed(1)},${y(low[i]).toFixed(1)}`).reverse();
  return `M${forth.join("L")}L${back.join("L")}Z`;
}

/** A line through a row of values; nulls break it. */
export function path(times, values, x, y) {
  let open = false;
  return times.map((time, i) => {
    if (values[i] === null || values[i] === undefined) { open = false; return ""; }
    const step = `${open ? "L" : "M"}${x(time).toFixed(1)},${y(values[i]).toFixed(1)}`;
    open = true;
    return step;
  }).join("");
}
