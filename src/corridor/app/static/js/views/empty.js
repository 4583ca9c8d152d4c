// What is not there yet, and how to get it.

import { h, put, field } from "../dom.js";
import { at, post } from "../api.js";
import { showFault, tryIt } from "../faults.js";
import { watch } from "../jobs.js";
import { address, go } from "../router.js";
import { toDo } from "./to-do.js";

/** A scenario must be chosen first. */
export function needScenario(main, context, view) {
  put(main, h("div", { class: "teach" },
    h("h1", null, view.title),
    h("p", null, "Nothing is chosen yet. Begin with the built-in case, or with a crisis of your own; it takes a minute."),
    h("div", { class: "tools" }, h("a", { class: "button primary", href: "#/start" }, "Start here"))));
}

/** A forecast must be run first. */
export function needForecast(main, context, name) {
  const after = (job) => go(name, { run: job.result.run });
  if (context.scenario.ok === false) {
    put(main, h("h1", null, context.scenario.title), h("p", { class: "lead" }, "There is no forecast of this scenario yet, and something is missing before there can be one."),
      toDo(context.scenario, (key) => go("setup", { scenario: context.scenario.id, show: key })) ?? h("p", { class: "note warn pre" }, context.scenario.problem));
    return;
  }
  put(main, h("div", { class: "teach" },
    h("h1", null, context.scenario.title),
    h("p", { class: "lead" }, "There is no forecast of this scenario yet."),
    h("p", null, "A forecast uses only what was published by its as-of time. A thousand runs give steady numbers; a hundred are enough for a first look."),
    forecastForm(context, after),
    h("p", { class: "soft" }, "Or first ", h("a", { href: address("evidence", { scenario: context.scenario.id }) }, "drop in a report"), " or ",
      h("a", { href: address("counts", { scenario: context.scenario.id }) }, "enter counts"), ", or ",
      h("a", { href: address("setup", { scenario: context.scenario.id }) }, "set up places and roads"), ".")));
}

/** The form that starts a forecast; `after` gets the finished job. */
export function forecastForm(context, after, { label = "Make a forecast", asOf = null } = {}) {
  const fault = h("div");
  const members = h("input", { type: "number", min: 1, max: context.status.limits?.members ?? 100_000, value: 1000, required: true });
  const time = h("input", { type: "datetime-local", value: (asOf ?? context.scenario.as_of ?? "").slice(0, 16) });
  const given = time.value;
  const button = h("button", { class: "primary" }, label);
  return h("form", {
    class: "forecast-form", onsubmit: async (event) => {
      event.preventDefault();
      const job = await tryIt(fault, button, () => post(at`/scenarios/${context.scenario.id}/forecasts`, {
        as_of: time.value && (time.value !== given || asOf) ? time.value : null, members: Number(members.value), seed: 1,
      }));
      if (job) watch(job, after, (failed) => showFault(fault, failed.error));
    },
  }, h("div", { class: "fields" }, field("As of (local time of the scenario)", time), field("Runs of the model", members), button), fault);
}
