// How good past forecasts were, beside simple ones.

import { h, put, field, foldedTable, table } from "../dom.js";
import { at, get, post } from "../api.js";
import { Clock, exact, people, percent, plural } from "../format.js";
import { tryIt } from "../faults.js";
import { watch } from "../jobs.js";
import { go } from "../router.js";
import { asked } from "../sources.js";
import { blockTable } from "./skill-blocks.js";

export const needs = "scenario";
export const title = "Skill";

export async function show(main, context) {
  const base = at`/scenarios/${context.scenario.id}`;
  const [scenario, skill] = await Promise.all([get(base), get(`${base}/skill`)]);
  context.clock = new Clock(scenario.zone);
  const runs = (skill.runs ?? []).filter((run) => run.rows?.length);
  put(main,
    h("h1", null, "How good were the forecasts?"),
    h("p", { class: "lead" }, "A forecast is worth as much as its past. Each is held against the counts that were published later, beside the simplest forecasts."),
    runs.length || skill.backtests?.length ? null : teach(),
    runs.map((run) => runView(context, run)),
    (skill.backtests ?? []).map((one) => backtestView(one)),
    starter(context, base));
}

function teach() {
  return h("div", { class: "teach" }, h("h2", null, "Nothing to compare yet"),
    h("p", null, "Skill needs counts published after a forecast's as-of time. Enter counts as they come, or run a backtest below: it makes forecasts as of past times, with only what was published then, and scores them."));
}

function starter(context, base) {
  const fault = h("div");
  const short = (context.scenario.horizon_days ?? 30) <= 21;
  const origins = h("input", { type: "text", value: short ? "12h" : "30d", required: true, size: 8 });
  const horizons = h("input", { type: "text", value: short ? "12h,1,2,3,7" : "7,30,90", required: true });
  const members = h("input", { type: "number", min: 10, max: context.status.limits?.members ?? 100_000, value: 200, required: true });
  const button = h("button", null, "Run a backtest");
  return h("section", { class: "card plain", "aria-label": "Backtest" }, h("h2", null, "Try it on the past"),
    h("p", { class: "soft" }, "Forecasts as of many past times, each with only what was published by then, scored by the counts that came later. It takes some minutes and goes on in the background."),
    h("form", { onsubmit: async (event) => {
      event.preventDefault();
      const job = await tryIt(fault, button, () => post(`${base}/backtests`, { members: Number(members.value), origins: origins.value.trim(), horizons: horizons.value.trim() }));
      if (job) watch(job, () => go("skill", { scenario: context.scenario.id, done: job.id }));
    } }, h("div", { class: "fields" }, field("A forecast every", origins, { hint: "12h, 1d or 30d" }), field("Looking ahead", horizons, { hint: "days; 12h for hours" }), field("Runs of the model for each", members), button), fault));
}

function runView(context, run) {
  const { clock } = context;
  const here = { ...context, run: { id: run.run } };
  const inside = run.coverage ?? {};
  const word = (key, share) => h("div", { class: "figure" }, h("dt", { class: "name" }, `Counts inside the ${share} interval`), h("dd", { class: "value" }, percent(inside[key])), h("dd", { class: "interval" }, `a good forecast: about ${share}`));
  const better = run.baseline_crps ? 1 - run.crps / run.baseline_crps : null;
  return h("section", { class: "card model", "aria-label": `Forecast as of ${clock.dated(run.as_of)}` },
    h("h2", null, `Forecast as of ${clock.dated(run.as_of)}`),
    run.verdict ? h("p", null, run.verdict) : null,
    h("p", { class: "soft" }, `${plural(run.rows.length, "later count")}${run.left_out ? `; ${run.left_out} left out` : ""}.`),
    h("dl", { class: "figures" }, word("0.5", "50\u00a0%"), word("0.9", "90\u00a0%"),
      h("div", { class: "figure" }, h("dt", { class: "name" }, "Mean error (CRPS), people"), h("dd", { class: "value" }, people(run.crps)), h("dd", { class: "interval" }, run.baseline_crps ? `constant rate: ${people(run.baseline_crps)}` : "")),
      better === null ? null : h("div", { class: "figure" }, h("dt", { class: "name" }, "Error beside a constant rate"), h("dd", { class: "value" }, better >= 0 ? `${percent(better)} less` : `${percent(-better)} more`), h("dd", { class: "interval" }, better >= 0 ? "better than the simplest" : "worse than the simplest"))),
    foldedTable("Table: every count beside what was forecast", () => table("", [{ label: "Count" }, { label: "Counted", number: true }, { label: "Median", number: true }, { label: "50 %", number: true }, { label: "90 %", number: true }, { label: "Constant rate", number: true }],
      run.rows.map((row) => [`${row.place ?? ""} ${clock.moment(row.count.held ?? row.count.time)}`, asked(here, `count:${row.count.id}`, exact(row.count.value), `${exact(row.count.value)}. Where does this come from?`), people(row.median), `${people(row.middle[0])} to ${people(row.middle[1])}`, `${people(row.wide[0])} to ${people(row.wide[1])}`, row.baseline === null ? "–" : people(row.baseline)]), { stack: true })));
}

function backtestView(one) {
  const here = new Clock(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return h("section", { class: "card model", "aria-label": "Backtest" },
    h("h2", null, `Backtest of ${Array.isArray(one.origins) ? plural(one.origins.length, "past time") : `${one.origins} past times`}`),
    h("p", { class: "soft" }, `${plural(one.members, "run")} each; made ${here.moment(one.created)}. Skill: how much smaller the error is than the rival's; above 0 is better.`),
    blockTable(one.blocks));
}
