// What a scenario still lacks before it can be forecast, in order.

import { h } from "../dom.js";

const TABLES = { times: "settings", origins: "places", receptions: "places", roads: "links", faults: "places" };

/** The steps to a first forecast, or null where nothing is lacking; `open` gets the table of a step. */
export function toDo(scenario, open) {
  const steps = scenario.to_do ?? [];
  if (!steps.length) return null;
  const next = steps.find((step) => !step.done);
  return h("section", { class: "card count to-do", "aria-label": "Still missing" },
    h("h2", null, "Until it can be forecast"),
    h("ol", null, steps.map((step) => h("li", { class: step.done ? "done" : step === next ? "next" : null },
      h("span", null, step.done ? h("b", null, "Done: ") : null, step.words), " ",
      h("button", { type: "button", class: step === next ? "small primary" : "small", onclick: () => open(TABLES[step.name]), "aria-label": `${step.done ? "Look at" : "Go to"} ${TABLES[step.name] === "links" ? "roads" : TABLES[step.name]}: ${step.words}` }, step.done ? "Look" : "Go there")))),
    h("p", { class: "soft" }, "You may save after each step. Events, counts, buses and supplies can be added before or after the first forecast; reports can be dropped in at any time under Evidence."));
}
