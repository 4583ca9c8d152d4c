// Counts: paste or drop what was counted, forecast again, and see how the forecast moved.

import { h, put, field, foldedTable, table } from "../dom.js";
import { at, forget, get, post } from "../api.js";
import { Clock, exact, plural } from "../format.js";
import { faultNote, problemList, tryIt } from "../faults.js";
import { address, go } from "../router.js";
import { watch } from "../jobs.js";
import { loadForecast } from "../context.js";
import { fanChart } from "../chart/fan.js";
import { notesOf } from "../figures.js";
import { asked } from "../sources.js";
import { readOnlyNote } from "./copy.js";
import { fileDrop } from "./evidence-drop.js";
import { movedView } from "./counts-moved.js";

export const needs = "scenario";
export const title = "Counts";

export async function show(main, context, route) {
  const base = at`/scenarios/${context.scenario.id}`;
  const [scenario, known, forecast] = await Promise.all([get(base), get(`${base}/counts`), context.run ? loadForecast(context) : null]);
  context.clock = new Clock(scenario.zone);
  context.placeNames = new Map(scenario.place_list.map((place) => [place.id, place.name]));
  const since = route.params.get("since");
  const moved = since && context.run ? h("div") : null;
  known.example = exampleFor(scenario) ?? known.example;
  const all = h("div", null, listing(context, known));
  const desk = { base, version: known.version, known, offset: offsetOf(scenario), list: (now) => put(all, listing(context, now)) };
  put(main,
    h("h1", null, "Counts"),
    h("p", { class: "lead" }, "What was counted so far. Enter new counts, forecast again, and see how the forecast moved."),
    moved,
    context.scenario.built_in ? readOnlyNote(context, "counts") : entry(desk, context),
    forecast ? beside(context, forecast) : null,
    all);
  if (moved) {
    try {
      put(moved, movedView(context, await get(`${at`/runs/${context.run.id}/moved`}?since=${encodeURIComponent(since)}`)));
    } catch (fault) {
      put(moved, faultNote(fault));
    }
  }
}

/** The scenario's offset from UTC, as its own as-of time has it. */
const offsetOf = (scenario) => scenario.as_of?.match(/(Z|[+-]\d\d:\d\d)$/)?.[0] ?? "Z";

/** Rows as they would look for this scenario: its first reception place, by its own as-of time. */
function exampleFor(scenario) {
  const place = scenario.place_list.find((one) => one.kind === "reception");
  return place && scenario.as_of ? `place,held,value,said_by\n${place.id},${scenario.as_of.slice(0, 16)}${offsetOf(scenario)},1200,Town hall\n` : null;
}

function entry(desk, context) {
  const text = h("textarea", { class: "code", rows: 8, spellcheck: "false", placeholder: desk.known.example, "aria-label": "Counts as CSV" });
  const saidBy = h("input", { type: "text", maxlength: 200, placeholder: "Border service" });
  const publisher = h("input", { type: "text", maxlength: 200 });
  const published = h("input", { type: "datetime-local" });
  const url = h("input", { type: "url", placeholder: "https://…" });
  const fault = h("div");
  const seen = h("div", { role: "status" });
  const add = h("button", { type: "button", class: "primary", disabled: true, onclick: save }, "Add to the counts");
  const check = h("button", null, "Check");
  const next = h("div");
  text.addEventListener("input", () => { add.disabled = true; });
  return h("section", { class: "card count", "aria-label": "Enter counts" },
    h("h2", null, "Enter counts"),
    h("form", { onsubmit: (event) => { event.preventDefault(); look(); } },
      h("div", { class: "two wide-left" },
        h("div", null, field("Paste rows of a table, with its first line", text),
          h("div", { class: "tools" }, check, h("button", { type: "button", class: "quiet", onclick: () => { text.value = desk.known.example; } }, "Fill in an example"))),
        fileDrop("A CSV file of counts", ".csv,.txt", async (chosen) => { text.value = await chosen.text(); look(); })),
      h("div", { class: "fields" }, field("Said by, where the rows do not say", saidBy), field("Published by", publisher), field("Published (local time)", published), field("Address", url))),
    fault, seen, h("div", { class: "tools" }, add), next);

  function ask(checkOnly) {
    const about = { published: published.value && `${published.value}${desk.offset}`, said_by: saidBy.value.trim(), published_by: publisher.value.trim(), url: url.value.trim() };
    const path = `${desk.base}/counts?check=${checkOnly}`;
    const options = checkOnly ? {} : { version: desk.version };
    return post(path, { text: text.value, ...about }, options);
  }
  async function look() {
    put(seen);
    const found = await tryIt(fault, check, () => ask(true));
    if (!found) return;
    const ok = !found.problems?.length && found.rows.length > 0;
    add.disabled = !ok;
    put(seen, found.problems?.length ? problemList(found.problems) : null,
      found.rows.length ? countTable(context, found.rows, `${plural(found.rows.length, "count")} read${ok ? ": are they right?" : ""}`) : found.problems?.length ? null : h("p", null, "No rows were found."));
    if (ok) add.focus();
  }
  async function save() {
    const done = await tryIt(fault, add, () => ask(false), { again: { label: "Load the newest version and keep what I entered", act: renew } });
    if (!done) return;
    desk.version = done.version;
    forget("/");
    text.value = "";
    add.disabled = true;
    put(seen, h("div", { class: "note" }, h("p", null, `${plural(done.added ?? done.rows.length, "count")} added.`)));
    desk.list(await get(`${desk.base}/counts`));
    put(next, await updateForm(desk, context));
  }
  async function renew() {
    const now = await get(`${desk.base}/counts`);
    desk.version = now.version;
    put(fault);
    put(seen, h("p", { class: "note" }, `The newest version holds ${plural(now.counts.length, "count")}. What you entered is still above: add it now.`));
    add.disabled = false;
  }
}

async function updateForm(desk, context) {
  const { counts } = await get(`${desk.base}/counts`);
  const newest = counts.map((count) => count.published).filter(Boolean).sort((a, b) => new Date(a) - new Date(b)).at(-1);
  const fault = h("div");
  const before = context.run?.id;
  const members = context.run?.members ?? 1000;
  const button = h("button", { type: "button", class: "primary", onclick: async () => {
    const job = await tryIt(fault, button, () => post(`${desk.base}/forecasts`, { as_of: newest ?? null, members, seed: context.run?.seed ?? 1 }));
    if (job) watch(job, (done) => go("counts", { run: done.result.run, since: before }));
  } }, "Forecast again with these counts");
  return h("div", { class: "note" }, h("p", null, newest ? `The new forecast would be as of ${context.clock.full(newest)}, when the newest count was published.` : "The new forecast would be as of the scenario's own time."), h("div", { class: "tools" }, button), fault);
}

function beside(context, forecast) {
  const total = forecast.series.find((one) => one.place === "total");
  if (!total) return null;
  const chart = fanChart({ label: "Arrivals in all, and what was counted", q: total.cumulative, times: forecast.times, clock: context.clock, asOf: forecast.as_of, counts: total.counts, shares: [0.5, 0.9] });
  return h("section", { class: "card model", "aria-label": "Counts beside the forecast" }, h("h2", null, "Beside the forecast"), notesOf(forecast.notes), chart.element,
    h("p", { class: "soft" }, "Filled points were published by the as-of time; hollow ones later, and were not used."),
    h("p", null, h("a", { href: address("skill", { run: context.run.id }) }, "How good was the forecast?")));
}

function listing(context, known) {
  if (!known.counts.length) {
    return h("section", { class: "teach", "aria-label": "All counts" }, h("h2", null, "No counts yet"),
      h("p", null, "A count says how many people arrived at a place, by when, and who says so. Counts published by the as-of time stand beside the forecast; later ones show how good it was. The columns:"),
      h("pre", { class: "scroll" }, known.example));
  }
  const newest = [...known.counts].reverse();
  return h("section", { class: "card plain", "aria-label": "All counts" }, h("h2", null, plural(known.counts.length, "count")),
    countTable(context, newest.slice(0, 12), "The last rows of the table"),
    newest.length > 12 ? foldedTable(`${newest.length - 12} earlier`, () => countTable(context, newest.slice(12), "Earlier counts")) : null);
}

function countTable(context, rows, caption) {
  const time = (text) => context.clock.said(text);
  return table(caption, [{ label: "Held" }, { label: "Place" }, { label: "What" }, { label: "Count", number: true }, { label: "Said by" }, { label: "Published" }],
    rows.map((row) => [time(row.held), context.placeNames?.get(row.place) ?? row.place, [row.kind, row.measure].filter(Boolean).join(", "), context.run && row.id ? asked(context, `count:${row.id}`, exact(row.value), `${exact(row.value)}. Where does this come from?`) : exact(row.value), row.said_by || "–", time(row.published)]), { stack: true });
}
