// A what-if that was run: base and variant side by side, the difference and its interval.

import { h, put, field, foldedTable, select, table, announce } from "../dom.js";
import { at, get, patch, remove } from "../api.js";
import { tryIt } from "../faults.js";
import { address, go } from "../router.js";
import { amount, between, Clock, people, plural, signed, weekday } from "../format.js";
import { fanChart, twoKey } from "../chart/fan.js";
import { strip } from "../chart/strip.js";
import { level } from "../chart/scale.js";
import { once } from "../api.js";
import { why } from "../sources.js";
import { exportsOfWhatIf } from "./what-if-exports.js";


export async function showComparison(main, context, id) {
  const what = await get(at`/what-ifs/${id}`);
  const forecast = await once(at`/runs/${what.run}/forecast`);
  const clock = new Clock(forecast.zone);
  const view = { ...context, clock, run: context.runs.find((run) => run.id === what.run) ?? { id: what.run } };
  const charts = h("div");
  const files = exportsOfWhatIf(what);
  const total = what.series.find((one) => one.place === "total") ?? what.series[0];
  const choose = select(what.series.map((one) => [one.place, one.name]), total.place, (place) => draw(what.series.find((one) => one.place === place)));
  put(main,
    h("p", { class: "soft" }, h("a", { href: address("what-if", { run: what.run, change: what.changes, name: what.name }) }, "Change it"), " · ",
      h("a", { href: address("what-if", { run: what.run }) }, "Ask another")),
    h("h1", null, `What if: ${what.name}`),
    h("p", { class: "lead" }, headline(what, total, clock)),
    tools(what, files.draw),
    h("dl", { class: "figures" }, what.measures.filter((one) => one.difference?.length).slice(0, 5).map((measure) => card(measure))),
    h("p", { class: "soft" }, `Large: the median difference, variant minus base, run by run, so it need not be the difference of the two medians beneath it. Grey strip: base; blue: variant. As of ${clock.dated(forecast.as_of)}.`),
    h("section", { class: "card model", "aria-label": "Arrivals" },
      h("div", { class: "head" }, h("h2", null, "Arrivals in all"), field("Place", choose, { row: false })), charts,
      twoKey("base", "variant")),
    h("section", { class: "card", "aria-label": "Measures" }, h("h2", null, "In numbers"), measureTable(what.measures)),
    h("section", { class: "card plain", "aria-label": "By day" }, h("h2", null, "Arrivals by day"), foldedTable("Table: base, variant and difference by day", () => dayTable(what.days))),
    files.element);
  draw(total);

  function draw(series) {
    const both = fanChart({ label: `${series.name}: base and variant`, q: series.variant, times: what.times, clock, asOf: forecast.as_of, shares: [0.9], name: "variant", second: { q: series.base, name: "base" }, height: 320 });
    const gap = fanChart({ label: `${series.name}: difference, variant minus base`, q: series.difference, times: what.times, clock, asOf: forecast.as_of, shares: [0.9], show: signed, mayBeNegative: true, unit: "difference, people", height: 320 });
    put(charts, h("div", { class: "two" }, h("div", null, h("h3", null, "Base and variant"), both.element), h("div", null, h("h3", null, "Difference"), gap.element)),
      foldedTable("Table: base, variant and difference by time", () => seriesTable(series, what, clock)),
      why(view, series.place === "total" ? "arrivals" : `place:${series.place}`, series.name));
  }
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function headline(what, total, clock) {
  const middle = level(total.difference, 0.5);
  const last = middle.length - 1;
  const most = middle.reduce((best, value, i) => (Math.abs(value) > Math.abs(middle[best]) ? i : best), last);
  const say = (i) => {
    const [low, high] = [0.05, 0.95].map((one) => level(total.difference, one)[i]);
    const word = Math.abs(middle[i]) < 0.5 ? "about as many people" : `about ${people(Math.abs(middle[i]))} ${middle[i] > 0 ? "more" : "fewer"} people`;
    return `${word} would have arrived (90\u00a0% interval of the difference: ${signed(low)} to ${signed(high)})`;
  };
  const end = `by the end of the forecast, ${say(last)}.`;
  if (most === last || Math.abs(middle[most]) < 2 * Math.abs(middle[last]) + 1) return sentence(end);
  return `By ${clock.moment(what.times[most])}, where the difference is largest, ${say(most)}; ${end}`;
}

function inUnit(unit) {
  if (unit === "people") return { show: people, sign: signed, word: "" };
  const short = unit.startsWith("hours") ? "\u00a0h" : unit.startsWith("days") ? "\u00a0d" : ` ${unit}`;
  const show = (value) => amount(value);
  return { show, sign: (value) => (value === null ? "–" : Math.abs(value) < 0.05 ? "0" : (value > 0 ? "+" : "") + show(value)), word: short };
}

function card(measure) {
  const { show, sign, word } = inUnit(measure.unit);
  const all = [...measure.base, ...measure.variant].filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...all), Math.max(1, ...all)];
  const [d, b, v] = [measure.difference, measure.base, measure.variant];
  return h("div", { class: "figure" },
    h("dt", { class: "name" }, sentence(measure.name), measure.unit.includes(" after ") ? ", hours" : ""),
    h("dd", { class: "value" }, sign(d[2]), word ? h("small", null, word) : null),
    h("dd", { class: "interval" }, `90\u00a0%: ${sign(d[0])} to ${sign(d[4])}${word}`),
    b.length && v.length ? strip(v, low, high, { base: b }) : null,
    h("dd", { class: "soft light" }, `${show(b[2])} → ${show(v[2])}${word}`));
}

function tools(what, onRename) {
  const fault = h("div");
  const link = new URL(address("what-if", {}, what.id), location.href);
  link.search = "";
  const keep = h("button", { type: "button", "aria-pressed": what.kept ? "true" : "false", onclick: async () => {
    const now = await tryIt(fault, keep, () => patch(at`/what-ifs/${what.id}`, { kept: !what.kept }));
    if (now) { what.kept = now.kept; show(); announce(what.kept ? "Kept" : "Not kept: it is removed after some days"); }
  } }, "");
  const show = () => { keep.textContent = what.kept ? "Kept ✓" : "Keep it"; keep.setAttribute("aria-pressed", what.kept ? "true" : "false"); };
  show();
  const name = h("input", { type: "text", value: what.name, maxlength: 120, "aria-label": "Name" });
  const rename = h("form", { class: "tools", onsubmit: async (event) => {
    event.preventDefault();
    const now = await tryIt(fault, null, () => patch(at`/what-ifs/${what.id}`, { name: name.value.trim() }));
    if (now) { document.querySelector("h1").textContent = `What if: ${now.name}`; onRename(); }
  } }, name, h("button", null, "Rename"));
  const said = h("span", { role: "status", class: "soft" });
  const share = h("input", { type: "text", readonly: true, value: link.href, "aria-label": "Link to this what-if", onfocus: (event) => event.target.select() });
  const copy = h("button", { type: "button", onclick: async () => {
    share.select();
    try { await navigator.clipboard.writeText(link.href); said.textContent = "Copied."; } catch { said.textContent = "Press Ctrl+C to copy."; }
  } }, "Copy link");
  const drop = h("button", { type: "button", class: "quiet", onclick: async () => {
    const gone = await tryIt(fault, drop, async () => { await remove(at`/what-ifs/${what.id}`); return true; });
    if (gone) go("what-if", { run: what.run });
  } }, "Delete");
  return h("div", { class: "card plain" }, h("div", { class: "tools" }, keep, rename, h("span", { class: "tools share" }, share, copy, said), drop), fault);
}

function quantiles(q, show, word) {
  return q?.length ? [h("b", null, show(q[2]), word), h("div", { class: "soft light" }, `90\u00a0%: ${show(q[0])} to ${show(q[4])}`)] : "–";
}

function measureTable(measures) {
  return table("Medians and 90 % intervals; the difference is taken run by run", [{ label: "Measure" }, { label: "Base", number: true }, { label: "Variant", number: true }, { label: "Difference", number: true }, { label: "Better in", number: true }, { label: "Worse in", number: true }],
    measures.map((one) => {
      const { show, sign, word } = inUnit(one.unit);
      return [[sentence(one.name), one.left_out ? h("div", { class: "soft light" }, `${plural(one.left_out, "run")} left out: no value within the forecast`) : null],
        quantiles(one.base, show, word), quantiles(one.variant, show, word), quantiles(one.difference, sign, word), share(one.share_better), share(one.share_worse)];
    }), { stack: true });
}

const share = (value) => `${Math.round(100 * (value ?? 0))}\u00a0%`;

function dayTable(days) {
  const cell = (q, show) => (q?.length ? [show(q[2]), h("span", { class: "iv" }, ` (${between(q[0], q[4], show)})`)] : "–");
  return table("People a day: median and 90 % interval", [{ label: "Day" }, { label: "Base", number: true }, { label: "Variant", number: true }, { label: "Difference", number: true }],
    days.map((day) => [weekday(day.date), cell(day.base, people), cell(day.variant, people), cell(day.difference, signed)]), { stack: true });
}

function seriesTable(series, what, clock) {
  const low = (q, i) => `${people(level(q, 0.5)[i])} (${between(level(q, 0.05)[i], level(q, 0.95)[i])})`;
  const gap = (q, i) => `${signed(level(q, 0.5)[i])} (${between(level(q, 0.05)[i], level(q, 0.95)[i], signed)})`;
  const every = Math.max(1, Math.round(what.times.length / 120));
  return table(`${series.name}: median (90 %)`, [{ label: "Time" }, { label: "Base", number: true }, { label: "Variant", number: true }, { label: "Difference", number: true }],
    what.times.map((time, i) => ({ time, i })).filter(({ i }) => i % every === 0 || i === what.times.length - 1).map(({ time, i }) => [clock.full(time), low(series.base, i), low(series.variant, i), gap(series.difference, i)]), { tall: true });
}

