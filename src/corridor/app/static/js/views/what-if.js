// What if: a change, run on the spot with the same chances, beside the forecast it changes.

import { h, put, field } from "../dom.js";
import { at, get, once, post } from "../api.js";
import { loadSituation } from "../context.js";
import { showFault, tryIt } from "../faults.js";
import { watch } from "../jobs.js";
import { go, note } from "../router.js";
import { plural } from "../format.js";
import { changeForm, inWords } from "./what-if-form.js";
import { showComparison } from "./what-if-result.js";

export const needs = "run";
export const title = "What if";

export async function show(main, context, route) {
  if (route.part) return showComparison(main, context, route.part);
  const [given, kept, situation] = await Promise.all([
    once(at`/runs/${context.run.id}/changes`), get(`/what-ifs?run=${encodeURIComponent(context.run.id)}`), loadSituation(context),
  ]);
  const options = { ...given, places: situation.places };
  const changes = route.params.getAll("change");
  const fault = h("div");
  const list = h("ol", { class: "list changes", "aria-label": "Changes" });
  const name = h("input", { type: "text", maxlength: 120, value: route.params.get("name") ?? "", placeholder: "Bridge shut for two days", onchange: () => keepInAddress() });
  const run = h("button", { type: "button", class: "primary", onclick: start }, "Run it");
  put(main,
    h("h1", null, "What if …"),
    h("p", { class: "lead" }, "Change one thing, and see what would be different. Base and variant share every chance that the change does not touch, so the difference is the effect of the change."),
    h("div", { class: "two wide-right" },
      h("section", { class: "card", "aria-label": "A change" }, h("h2", null, "A change"), changeForm(options, situation, add)),
      h("section", { class: "card model", "aria-label": "What is changed" },
        h("h2", null, "What is changed"), list,
        field("Name", name, { hint: "As you would say it to somebody else" }), fault,
        h("div", { class: "tools go" }, run, h("span", { class: "soft" }, `${plural(context.run.members, "run")}, as the forecast`)))),
    ready(options), earlier(kept.what_ifs ?? [], options));
  drawList();
  return undefined;

  function add(text) {
    changes.push(text);
    drawList();
    run.focus();
  }
  function drawList() {
    put(list, changes.length
      ? changes.map((text, i) => h("li", null, h("b", null, inWords(text, options)), h("div", null, h("code", { class: "soft" }, text)),
        h("button", { type: "button", class: "quiet", "aria-label": `Take out: ${inWords(text, options)}`, onclick: () => { changes.splice(i, 1); drawList(); } }, "Take out")))
      : h("li", { class: "soft" }, "Nothing yet: choose a change, or one that is ready below."));
    run.disabled = !changes.length;
    keepInAddress();
  }
  function keepInAddress() {
    note({ change: changes, name: name.value.trim() || null });
  }
  async function start() {
    const job = await tryIt(fault, run, () => post(at`/runs/${context.run.id}/what-ifs`, { name: name.value.trim() || givenName(changes, options), changes }));
    if (job) watch(job, (done) => go("what-if", {}, done.result.what_if), (failed) => showFault(fault, failed.error));
    run.disabled = !changes.length;
  }
  function ready({ variants }) {
    const names = Object.keys(variants ?? {});
    if (!names.length) return null;
    // Places by their names: the key of a variant has only small letters.
    const spoken = (key) => key.split("_").map((word) => options.places.find((place) => place.id === word)?.name ?? word).join(" ");
    return h("section", { class: "card plain", "aria-label": "Ready" }, h("h2", null, "Ready to ask"), h("p", { class: "soft" }, "Written with the scenario."),
      h("div", { class: "tools" }, names.map((key) => h("button", {
        type: "button", onclick: () => { changes.splice(0, changes.length, ...variants[key]); name.value = spoken(key); drawList(); run.focus(); },
      }, sentence(spoken(key))))));
  }
}

/** A name for those who gave none: the changes in words, as many as a heading can hold. */
function givenName(changes, options) {
  const words = changes.map((text) => inWords(text, options).replaceAll("\u00a0", " ").slice(0, 100));
  return words.length < 3 ? words.join("; ") : `${words[0]}, and ${words.length - 1} changes more`;
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function earlier(list, options) {
  if (!list.length) return null;
  return h("section", { class: "card plain", "aria-label": "Asked before" }, h("h2", null, "Asked before"),
    h("ul", { class: "list" }, list.map((one) => h("li", null,
      h("a", { href: `#/what-if/${encodeURIComponent(one.id)}` }, one.name), one.kept ? " " : null, one.kept ? h("span", { class: "badge accepted" }, "kept") : null,
      h("div", { class: "soft" }, one.changes.map((text) => inWords(text, options)).join("; "))))));
}
