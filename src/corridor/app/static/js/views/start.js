// The first page: what is in the folder, and three ways to begin.

import { h, put, field, select } from "../dom.js";
import { at, forget, post } from "../api.js";
import { tryIt } from "../faults.js";
import { watch } from "../jobs.js";
import { address, go } from "../router.js";
import { plural } from "../format.js";
import { copiesOf, copyOf, freeName } from "./copy.js";

export const needs = "none";
export const title = "Start";

export async function show(main, context) {
  const mine = context.scenarios.filter((one) => !one.built_in);
  const empty = !mine.length && !context.runs.length;
  put(main,
    h("h1", null, empty ? "Who will come, where, and when?" : "Your crises"),
    h("p", { class: "lead" }, empty
      ? "Corridor turns first reports of a crisis into a forecast of arrivals by place and hour, with its uncertainty and its sources. This folder is empty. Three ways to begin:"
      : `${plural(mine.length, "scenario")} and ${plural(context.runs.length, "forecast")} in “${context.status.folder}”.`),
    empty ? null : folder(context, mine),
    empty ? null : h("h2", null, "Begin another"),
    h("div", { class: "starts" }, builtIn(context), report(), own(context)));
}

function folder(context, mine) {
  const twice = (title) => mine.filter((one) => one.title === title).length > 1;
  const line = (scenario) => {
    const runs = context.runs.filter((run) => run.scenario === scenario.id);
    return h("li", null,
      h("b", null, h("a", { href: address(runs.length ? "situation" : scenario.ok === false ? "setup" : "evidence", runs.length ? { run: runs[0].id } : { scenario: scenario.id }) }, twice(scenario.title) ? `${scenario.id}: ${scenario.title}` : scenario.title || scenario.name)),
      h("div", { class: "soft" }, scenario.to_do?.length ? `Not ready for a forecast: ${plural(scenario.to_do.filter((one) => !one.done).length, "step")} left under Set up`
        : scenario.ok === false ? scenario.problem : `${plural(scenario.places, "place")}, ${plural(scenario.links, "road")}, ${plural(scenario.claims, "claim")}, ${plural(scenario.counts, "count")}; ${plural(runs.length, "forecast")}`));
  };
  const known = new Set(mine.map((one) => one.id));
  const others = context.scenarios.filter((one) => !known.has(one.id) && context.runs.some((run) => run.scenario === one.id));
  return h("ul", { class: "list card plain" }, [...mine, ...others].map(line));
}

function builtIn(context) {
  const cases = context.scenarios.filter((one) => one.built_in);
  const fault = h("div");
  if (!cases.length) return null;
  const first = cases[0];
  const members = h("input", { type: "number", min: 1, max: context.status.limits?.members ?? 100_000, value: 1000 });
  const name = h("input", { type: "text", required: true, pattern: "[a-z0-9][a-z0-9\\-]*", maxlength: 60, spellcheck: "false", value: freeName(context, first) });
  const copies = copiesOf(context, first);
  const button = h("button", { class: "primary" }, "Forecast the built-in case");
  return h("form", {
    class: "card model", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      const job = await tryIt(fault, button, async () => {
        const id = await copyOf(context, first, name.value.trim());
        return post(at`/scenarios/${id}/forecasts`, { as_of: null, members: Number(members.value), seed: 1 });
      });
      if (job) watch(job, (done) => go("situation", { run: done.result.run }));
    },
  }, h("span", { class: "step" }, "See it work"), h("h2", null, "Start with the built-in case"),
  h("p", null, h("b", null, first.title), `: ${plural(first.places, "place")}, ${plural(first.claims, "claim")}. A copy is put into this folder, to change as you like, and forecast at once.`),
  copies.length ? h("p", { class: "soft" }, copies.length > 1 ? "Copies that are here already: " : "A copy is here already: ",
    copies.map((one, i) => [i ? ", " : "", h("a", { href: address("situation", { scenario: one.id }) }, one.id)]), ". They stay as they are.") : null,
  field("Name of the copy", name, { hint: "Small letters, digits and hyphens" }), field("Runs of the model", members), fault, h("div", { class: "tools" }, button));
}


function named({ step, heading, text, action, then, choices = null }) {
  const fault = h("div");
  const name = h("input", { type: "text", required: true, pattern: "[a-z0-9][a-z0-9\\-]*", placeholder: "my-crisis", maxlength: 60, spellcheck: "false" });
  const button = h("button", null, action);
  return h("form", {
    class: "card", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      const from = choices?.value ?? "";
      const made = await tryIt(fault, button, () => post("/scenarios", { name: name.value.trim(), like: from.replace(/^(like:|example$)/, "") || null, empty: from === "" }));
      if (made) { forget("/"); go(then, { scenario: made.id }); }
    },
  }, h("span", { class: "step" }, step), h("h2", null, heading), h("p", null, text),
  field("Name of the new scenario", name, { hint: "Small letters, digits and hyphens" }),
  choices ? field("Begin with", choices) : null, fault, h("div", { class: "tools" }, button));
}

function report() {
  return named({
    step: "From what was said", heading: "Drop in a report", action: "Name it, then drop a report", then: "evidence",
    text: "A situation report, a news page or a PDF. Corridor marks the figures in it and proposes them; nothing is used before you accept it. The scenario is empty at first: its places and roads are added under Set up.",
  });
}

function own(context) {
  const choices = select([["", "nothing: an empty scenario"], ["example", "the made-up example, to see how it is done"],
    ...context.scenarios.filter((one) => one.ok !== false).map((one) => [`like:${one.id}`, `a copy of ${one.id}`])], "", null);
  return named({
    step: "From the ground up", heading: "Set up a crisis of your own", action: "Make the folder", then: "setup", choices,
    text: `Places, roads, people and events, entered beside a map. It says what is still missing until it can be forecast. Its files stand in a folder of its name in “${context.status.folder}”, for any editor too.`,
  });
}
