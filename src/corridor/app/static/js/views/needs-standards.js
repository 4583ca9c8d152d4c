// The standards behind the needs: amounts that can be changed here, with source and how far they were checked.

import { h } from "../dom.js";
import { amount, between } from "../format.js";

/** The table; `set(id, value)` changes an amount, `null` gives the standard's own back. */
export function standardsTable(found, q, set) {
  const sectors = [...new Set(found.standards.map((one) => one.sector))];
  return h("section", { class: "card plain", "aria-label": "Standards" }, h("details", { class: "standards-fold", open: Boolean(document.querySelector(".standards-fold")?.open) }, h("summary", null, h("h2", null, `The ${found.standards.length} standards used: see and change them`)),
    h("p", { class: "soft" }, "Change an amount to see what it would mean; the address of this page then holds it. Each stands for itself: where one is derived from another, such as water with losses from water, change both. The column “Counted by” says for whom each is worked out."),
    h("div", { class: "scroll" }, h("table", { class: "stack standards" }, h("caption", { class: "visually-hidden" }, "All needs with their standards"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Need"), h("th", { scope: "col", class: "n" }, "Needed (90 %)"), h("th", { scope: "col" }, "Standard"), h("th", { scope: "col" }, "Counted by"), h("th", { scope: "col" }, "Source"))),
      sectors.map((sector) => h("tbody", null,
        h("tr", { class: "sector" }, h("th", { scope: "rowgroup", colspan: 5 }, sector)),
        found.standards.filter((one) => one.sector === sector).map((standard) => row(found, standard, q(standard), set))))))));
}

function row(found, standard, q, set) {
  const cold = found.is_cold && standard.cold_amount;
  const value = cold ? standard.cold_amount : standard.amount;
  const own = standard.default_amount !== undefined && standard.default_amount !== null && standard.amount !== standard.default_amount;
  const input = h("input", { type: "number", min: 0, step: "any", value, "aria-label": `Amount: ${standard.name}`, onchange: () => {
    const isRight = Number(input.value) > 0;
    said.textContent = isRight ? "" : "Not used: an amount above 0 is needed.";
    if (isRight) set(standard.id, input.value);
  } });
  const said = h("div", { role: "alert", class: "soft" });
  const unit = standard.unit === "m2" ? "m²" : standard.unit;
  const [text, address] = split(standard.source);
  return h("tr", null,
    h("th", { scope: "row" }, standard.name),
    h("td", { class: "n", "data-label": "Needed" }, h("b", null, amount(q[2])), ` ${unit} `, h("div", { class: "soft light" }, between(q[0], q[4], amount))),
    h("td", { "data-label": "Standard" }, h("span", { class: "amount" }, input, h("span", { class: "soft" }, ` ${unit} for ${standard.each === 1 ? `a ${standard.of}` : `${standard.each.toLocaleString("en-GB")} ${standard.of === "person" ? "people" : "households"}`}${cold ? ", cold" : ""}`)),
      said,
      own ? h("button", { type: "button", class: "quiet", onclick: () => set(standard.id, null) }, `back to ${standard.default_amount}`) : null),
    h("td", { "data-label": "Counted by" }, h("span", { title: standard.why }, found.counted?.[standard.counted] ?? standard.counted)),
    h("td", { class: "soft", "data-label": "Source" }, own ? "your own amount; " : "", text, address ? [" ", h("a", { href: address, target: "_blank", rel: "noreferrer noopener" }, address.split("/")[2])] : null,
      h("div", { class: "light" }, standard.checked ? found.checked?.[standard.checked] ?? standard.checked : null)));
}

function split(source) {
  const match = source.match(/https?:\/\/\S+/);
  return match ? [source.replace(match[0], "").replace(/[;,]\s*$/, ""), match[0].replace(/[.,;)]+$/, "")] : [source, null];
}
