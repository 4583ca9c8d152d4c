// What an accepted figure is used for: a count beside the forecast, or a number of the scenario.

import { h, put, field, select } from "../dom.js";
import { once } from "../api.js";

const MEASURES = [["", "as it says itself"], ["cumulative", "everybody so far"], ["period", "within a period"], ["stock", "present at the time"]];

/** Forms that put an accepted claim to use; nothing for others, and on built-in cases. */
export function useForms(desk, claim) {
  const box = h("div");
  if (claim.status !== "accepted" || claim.table || desk.context.scenario.built_in) return box;
  once(desk.base).then((scenario) => {
    const places = [["", "the place it names"], ...scenario.place_list.map((one) => [one.id, one.name])];
    const place = select(places, places.some(([id]) => id === claim.place) ? claim.place : "", null);
    const measure = select(MEASURES, "", null);
    const number = select(scenario.parameters.map((one) => [one.name, one.label]), scenario.parameters[0]?.name, null);
    const send = (act) => (event) => { event.preventDefault(); act(); };
    put(box,
      h("form", { onsubmit: send(() => desk.decide("count", { id: claim.id, place: place.value || null, measure: measure.value || null })) },
        h("div", { class: "fields" }, field("Counted at", place), field("What was counted", measure)), h("div", { class: "tools" }, h("button", { class: "small" }, "Use it as a count"))),
      scenario.parameters.length ? h("form", { onsubmit: send(() => desk.decide("use", { ids: [claim.id], address: number.value.includes(".") ? number.value : `parameters.${number.value}` })) },
        h("div", { class: "fields" }, field("Number", number)), h("div", { class: "tools" }, h("button", { class: "small" }, "Let this number rest on it"))) : null);
  }, () => put(box));
  return box;
}
