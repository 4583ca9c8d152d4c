// Arrivals by hour, by day and in all, by place, beside what was counted.

import { h, put, segments, select, table, foldedTable } from "../dom.js";
import { loadForecast } from "../context.js";
import { between, figureText, percent, people, plural, weekday } from "../format.js";
import { fanChart } from "../chart/fan.js";
import { countedByDay, dayChart } from "../chart/days.js";
import { saveCsv, savePng } from "../chart/download.js";
import { intervals, level } from "../chart/scale.js";
import { at, BASE, once } from "../api.js";
import { faultNote } from "../faults.js";
import { address, go, note } from "../router.js";
import { forecastForm } from "./empty.js";
import { asked, why } from "../sources.js";
import { notesOf } from "../figures.js";
import { toCome } from "./forecast-to-come.js";

export const needs = "run";
export const title = "Forecast";

const MEASURES = [["cumulative", "In all"], ["daily", "By day"], ["hourly", "By hour"]];
const INTERVALS = { "50,90": "50 and 90 %", "50,80,95": "50, 80 and 95 %", 90: "90 %", 50: "50 %" };
const UNITS = { cumulative: "people", daily: "people a day", hourly: "people an hour" };

export async function show(main, context, route) {
  const forecast = await loadForecast(context);
  const ids = forecast.series.map((one) => one.place);
  const wanted = route.params.getAll("place").filter((id) => ids.includes(id));
  const state = {
    measure: MEASURES.some(([key]) => key === route.params.get("show")) ? route.params.get("show") : "cumulative",
    shares: INTERVALS[route.params.get("bands")] ? route.params.get("bands") : "50,90",
    places: wanted.length ? wanted : ["total"],
  };
  const charts = h("div", { "aria-live": "off" });
  const below = h("div");
  const tools = h("div", { class: "tools" },
    segments("What to show", MEASURES, state.measure, (value) => change({ measure: value })),
    h("div", { class: "field row" }, h("label", { for: "bands" }, "Intervals"),
      select(Object.entries(INTERVALS).map(([key, text]) => [key, text]), state.shares, (value) => change({ shares: value }), { id: "bands" })));
  put(main,
    h("h1", null, "How many will arrive, when and where"),
    notesOf(forecast.notes),
    h("section", { class: "card model", "aria-label": "Arrivals" },
      h("div", { class: "head" }, h("h2", null, "Arrivals"), tools),
      placeChooser(forecast, state, (places) => change({ places })),
      charts, key()),
    below);
  draw();

  function change(part) {
    Object.assign(state, part);
    note({ show: state.measure === "cumulative" ? null : state.measure, bands: state.shares === "50,90" ? null : state.shares, place: state.places.length === 1 && state.places[0] === "total" ? null : state.places });
    draw();
  }
  function draw() {
    const chosen = forecast.series.filter((one) => state.places.includes(one.place));
    const top = commonTop(chosen, state);
    const made = chosen.map((series) => block(context, forecast, series, state, chosen.length > 1, top));
    put(charts, top ? h("p", { class: "soft" }, "All charts share one scale.") : null, chosen.length
      ? [h("div", { class: chosen.length > 1 ? "small-multiples" : "" }, made.map((one) => one.element)), partDays(made[0].parts, context)]
      : h("p", { class: "note" }, "Choose a place above."));
    put(below, byPlace(context, forecast), crossings(context, forecast, chosen), toCome(context, forecast), rooms(context, forecast), h("section", { class: "card plain" }, h("h2", null, "Take it with you"), exportsOf(context)), again(context));
  }
}

function placeChooser(forecast, state, onChange) {
  const boxes = forecast.series.map((series) => {
    const box = h("input", { type: "checkbox", value: series.place, checked: state.places.includes(series.place), onchange: changed });
    return { box, label: h("label", { class: "chip" }, box, series.name) };
  });
  function changed() { onChange(boxes.filter(({ box }) => box.checked).map(({ box }) => box.value)); }
  const chips = h("div", { class: "chips" }, boxes.map(({ label }) => label));
  if (boxes.length <= 8) return h("fieldset", null, h("legend", null, "Places"), chips);
  const set = (test) => () => { boxes.forEach(({ box }) => { box.checked = test(box.value); }); changed(); };
  return h("fieldset", null, h("legend", { class: "visually-hidden" }, "Places"),
    h("details", { open: state.places.length > 1 }, h("summary", null, `Choose among ${boxes.length - 1} places`), chips,
      h("div", { class: "tools" }, h("button", { type: "button", class: "quiet", onclick: set((id) => id !== "total") }, "All places"), h("button", { type: "button", class: "quiet", onclick: set((id) => id === "total") }, "Total only"))));
}

const lastOf = (q, one) => level(q, one).at(-1);

/** Every place at the end of the forecast: who came, and who is still there. */
function byPlace(context, forecast) {
  const places = forecast.series.filter((one) => one.place !== "total");
  if (places.length < 2) return null;
  const end = context.clock.full(forecast.times.at(-1));
  const cell = (q) => (q ? [people(lastOf(q, 0.5)), h("div", { class: "soft light" }, between(lastOf(q, 0.05), lastOf(q, 0.95)))] : "–");
  const rows = [...places].sort((a, b) => lastOf(b.cumulative, 0.5) - lastOf(a.cumulative, 0.5))
    .map((one) => [asked(context, `place:${one.place}`, one.name), cell(one.cumulative), cell(one.present)]);
  const columns = [{ label: "Place" }, { label: "Arrived in all", number: true }, { label: "There at that time", number: true }];
  return h("section", { class: "card model", "aria-label": "By place" }, h("h2", null, `Where: every place by ${end}`),
    h("p", { class: "soft" }, "Who passes through a town counts as arrived there and again where they stay, so arrivals of places add up to more than the whole. Medians, with 90 % intervals below."),
    table("", columns, rows.slice(0, 8), { stack: true }),
    rows.length > 8 ? h("details", null, h("summary", null, `${rows.length - 8} places more`), table("", columns, rows.slice(8), { stack: true })) : null);
}

/** That a place is passed through, where most who came are not there at the end. */
function passedThrough(series) {
  if (series.place === "total" || !series.present) return null;
  const [came, there] = [lastOf(series.cumulative, 0.5), lastOf(series.present, 0.5)];
  return came > 10 && there < 0.8 * came ? h("p", { class: "soft" }, `Most who arrive in ${series.name} move on: about ${people(there)} are there at the end.`) : null;
}

function shareList(state) {
  return state.shares.split(",").map((one) => Number(one) / 100);
}

/** What is to be said of days that the forecast covers in part. */
function partDays(parts, context) {
  if (!parts?.length) return null;
  return h("p", { class: "soft" }, `Outlined: ${parts.map(({ day, from, to }) => `${weekday(day)}, ${from ? `from ${context.clock.moment(from)}` : ""}${to ? `until ${context.clock.moment(to)}` : ""}`).join("; ")}. A part of a day holds fewer people for that reason alone.`);
}

/** The top of the scale that charts side by side share. */
function commonTop(chosen, state) {
  if (chosen.length < 2) return undefined;
  return Math.max(...chosen.map((series) => {
    const q = series[state.measure];
    const outer = intervals(q.levels, shareList(state))[0];
    return Math.max(...q.values[outer.high], ...(state.measure === "cumulative" ? series.counts.map((count) => count.value) : []));
  }));
}

function block(context, forecast, series, state, small, top) {
  const shares = shareList(state);
  const q = series[state.measure];
  const days = state.measure === "daily";
  const counts = state.measure === "cumulative" ? series.counts : [];
  const label = `${days ? "Daily arrivals" : state.measure === "hourly" ? "Arrivals by hour" : "Arrivals in all"}: ${series.name}`;
  const shared = { label, q, clock: context.clock, asOf: forecast.as_of, shares, unit: UNITS[state.measure], height: small ? 230 : undefined, room: null, top, ends: [+new Date(forecast.times[0]) - 3_600_000 * (forecast.step_hours[0] ?? 1), +new Date(forecast.times.at(-1))] };
  const chart = days
    ? dayChart({ ...shared, days: forecast.days, counted: countedByDay(series.counts, forecast.days, context.clock) })
    : fanChart({ ...shared, times: forecast.times, counts });
  const name = `${context.run.id}-${series.place}-${state.measure}`;
  const head = `${label}, as of ${context.clock.dated(forecast.as_of)}`;
  const rows = () => rowsOf(context, forecast, series, state);
  return { parts: chart.parts, element: h("div", { class: "chart-block" },
    small ? h("h3", null, series.name) : null,
    chart.element,
    passedThrough(series),
        h("div", { class: "tools" },
      h("button", { type: "button", class: "quiet", "aria-label": `PNG of ${label}`, onclick: () => savePng(chart.svg, name, head, `${context.run.title ?? context.run.id}. Line: median; bands: ${INTERVALS[state.shares]} of ${context.run.members} runs.`) }, "PNG"),
      h("button", { type: "button", class: "quiet", "aria-label": `CSV of ${label}`, onclick: () => { const made = rows(); saveCsv(name, made.columns, made.rows); } }, "CSV"),
      why(context, series.place === "total" ? "arrivals" : `place:${series.place}`, series.name)),
    foldedTable(`Table: ${label}`, () => {
      const made = rows();
      return table(head, made.columns.map((column, i) => ({ label: column, number: i > 0 })), made.shown, { tall: true });
    })) };
}

function rowsOf(context, forecast, series, state) {
  const q = series[state.measure];
  const bands = intervals(q.levels, shareList(state)).reverse();
  const median = level(q, 0.5);
  const days = state.measure === "daily";
  const columns = [days ? "Day" : "Time", "Median", ...bands.flatMap((band) => [`${Math.round(band.share * 100)} % from`, `${Math.round(band.share * 100)} % to`])];
  const ends = days ? forecast.days : forecast.times;
  const numbers = (i) => [median[i], ...bands.flatMap((band) => [q.values[band.low][i], q.values[band.high][i]])];
  return {
    columns,
    rows: ends.map((end, i) => [end, ...numbers(i)]),
    shown: ends.map((end, i) => [days ? weekday(end) : context.clock.full(end), ...numbers(i).map(people)]),
  };
}

function key() {
  return h("p", { class: "soft" }, "Line: the median. Bands: so many of the runs lie in them. Upright line: the as-of time. Filled points: counts published by then; hollow points: known only later, not used.");
}

function crossings(context, forecast, chosen) {
  const list = chosen.filter((series) => series.crossings?.length);
  if (!list.length) return null;
  const cell = (crossing) => {
    if (!crossing) return "–";
    const text = figureText(crossing.times, "time", context.clock);
    return [h("b", null, text.value), h("div", { class: "soft light" }, text.interval)];
  };
  const of = (series, share) => series.crossings.find((one) => Math.abs(one.share - share) < 1e-6);
  return h("section", { class: "card model", "aria-label": "Time to 50 and 90 %" },
    h("h2", null, "When half, and nine in ten, will have arrived"),
    h("p", null, "All places: of all who will leave, also after the end of the forecast. A single place: of its own arrivals by that end, so it can be earlier than the whole."),
    table("Medians, with 90 % intervals below", [{ label: "Place" }, { label: "Half by" }, { label: "Nine in ten by" }],
      list.map((series) => [[series.name, h("div", { class: "soft light" }, series.place === "total" ? "of all who will leave" : "of its own arrivals by the end")], cell(of(series, 0.5)), cell(of(series, 0.9))]), { stack: true }));
}

function rooms(context, forecast) {
  const list = forecast.series.filter((series) => series.chance_over_room);
  if (!list.length) {
    return h("section", { class: "card plain", "aria-label": "Room" }, h("h2", null, "Chance that a place is over its room"),
      h("p", null, "No reception place of this scenario says how many people it can hold. Say it under ", context.scenario ? h("a", { href: address("setup", { scenario: context.scenario.id }) }, "Set up") : "Set up", " (room), or ask under What if what a place with room for 5,000 would change."));
  }
  const heat = (chance) => (chance >= 0.75 ? 4 : chance >= 0.5 ? 3 : chance >= 0.2 ? 2 : chance > 0.02 ? 1 : 0);
  return h("section", { class: "card model", "aria-label": "Room" }, h("h2", null, "Chance that a place is over its room"),
    h("p", { class: "soft" }, `Share of the ${plural(context.run.members, "run")} in which more people are there than it has room for, on some hour of the day.`),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Chance by place and day" },
      h("table", { class: "heat" }, h("caption", { class: "visually-hidden" }, "Chance by place and day"),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, "Place"), forecast.days.map((day) => h("th", { scope: "col" }, weekday(day).slice(4))))),
        h("tbody", null, list.map((series) => h("tr", null,
          h("th", { scope: "row" }, series.name, h("div", { class: "soft light" }, `room for ${people(series.room)}`)),
          series.chance_over_room.map((chance) => h("td", { "data-step": heat(chance) }, asked(context, `place:${series.place}`, percent(chance))))))))));
}

/** Another forecast of the same scenario. */
function again(context) {
  if (!context.scenario) return null;
  return h("section", { class: "card plain", "aria-label": "Forecast again" }, h("h2", null, "Forecast again"),
    h("p", { class: "soft" }, "As of another time, or with more runs. Only what was published by then is used; this forecast stays."),
    forecastForm(context, (job) => go("forecast", { run: job.result.run })));
}

/** What the run can be fetched as; the list comes from the server. */
function exportsOf(context) {
  const place = h("div", { class: "tools" });
  const report = h("a", { class: "button", href: `${BASE}${at`/runs/${context.run.id}/report`}`, target: "_blank" }, "Whole report");
  once(at`/runs/${context.run.id}/exports`).then(
    ({ exports }) => put(place, exports.map((one) => h("a", { class: "button", href: one.url, ...(one.format === "brief" ? { target: "_blank" } : { download: "" }) }, one.label)), report),
    (fault) => put(place, report, faultNote(fault)));
  return place;
}
