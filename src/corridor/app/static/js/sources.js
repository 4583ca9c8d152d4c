// From any number to the figures and sentences that made it: a drawer beside the page.

import { h, put } from "./dom.js";
import { once, at } from "./api.js";
import { address } from "./router.js";
import { faultNote } from "./faults.js";
import { exact, figureOf, plural } from "./format.js";

let drawer = null;

/** A number that can be asked where it comes from. `source` is a name as the server's trace takes it. */
export function asked(context, source, content, label = null) {
  return h("button", {
    type: "button", class: "num", "aria-haspopup": "dialog",
    "aria-label": label, title: "Where does this come from?", onclick: () => explain(context, source),
  }, content);
}

/** The same as words of its own. */
export function why(context, source, label) {
  return h("button", { type: "button", class: "quiet why", "aria-haspopup": "dialog", "aria-label": `Why this number? ${label}`, onclick: () => explain(context, source) }, "Why this number?");
}

/** Open the drawer for a number. */
export async function explain(context, source) {
  if (!drawer) {
    drawer = h("dialog", { class: "drawer", "aria-labelledby": "source-title" });
    drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });
    document.body.append(drawer);
  }
  const body = h("div", { class: "body" }, h("p", { class: "waiting" }, "Looking it up …"));
  const title = h("h2", { id: "source-title" }, "Where this comes from");
  put(drawer, h("header", null, title, h("button", { type: "button", class: "small", onclick: () => drawer.close() }, "Close")), body);
  if (!drawer.open) drawer.showModal();
  drawer.scrollTop = 0;
  try {
    const trace = await once(`${at`/runs/${context.run.id}/trace`}?number=${encodeURIComponent(source)}`);
    title.textContent = trace.label || "Where this comes from";
    put(body, content(context, trace));
  } catch (fault) {
    put(body, faultNote(fault));
  }
}

/** Close the drawer, as when another view is opened. */
export function closeSources() {
  if (drawer?.open) drawer.close();
}

function content(context, trace) {
  const parts = [h("div", null, trace.sentences.map((sentence) => h("p", null, sentence)))];
  if (trace.counts?.length) parts.push(section(plural(trace.counts.length, "reported count"), trace.counts.slice(0, 12).map((count) => countItem(context, count)), trace.counts.length - 12));
  if (trace.claims?.length) parts.push(section(plural(trace.claims.length, "figure"), trace.claims.map((claim) => claimItem(context, claim))));
  if (trace.parameters?.length) parts.push(section(plural(trace.parameters.length, "uncertain number"), [...trace.parameters].sort((a, b) => Math.abs(b.correlation ?? 0) - Math.abs(a.correlation ?? 0)).map((one) => parameterItem(context, one))));
  if (trace.events?.length) parts.push(section(plural(trace.events.length, "event"), trace.events.slice(0, 20).map((event) => eventItem(context, event)), trace.events.length - 20));
  return parts;
}

function section(title, items, more = 0) {
  return h("section", null, h("h3", null, title), h("ul", { class: "list" }, items), more > 0 ? h("p", { class: "soft" }, `and ${more} more`) : null);
}

/** A sentence with the quoted figure marked. */
export function quoted(sentence) {
  if (!sentence) return null;
  return h("blockquote", { class: "quote" }, sentence.before, h("mark", null, sentence.quote), sentence.after);
}

const web = (url) => /^https?:\/\//i.test(url ?? "")
  ? [" · ", h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, url.split("/")[2].replace(/^www\./, ""))] : null;

function moment(context, time) {
  if (!time) return "";
  return context.clock.said(time);
}

function claimItem(context, claim) {
  return h("li", null,
    h("b", null, figureOf(claim)), " ", h("span", { class: `badge ${claim.status}` }, claim.status),
    quoted(claim.sentence),
    h("div", { class: "soft" }, `${claim.said_by || "speaker not named"}; published by ${claim.published_by || "–"}, ${moment(context, claim.published)}; grade ${claim.grade || "–"}`, web(claim.url)),
    h("div", null, h("a", { class: "soft", href: address("evidence", { scenario: context.scenario?.id, run: context.run?.id, claim: claim.id }), onclick: closeSources }, "Open in the ledger")));
}

function countItem(context, count) {
  return h("li", null,
    h("b", null, exact(count.value)), ` ${count.measure ?? count.kind ?? "counted"}, ${moment(context, count.held ?? count.time)}`,
    h("div", { class: "soft" }, `${count.said_by || "–"}; published ${moment(context, count.published)}`, web(count.url)));
}

function parameterItem(context, one) {
  const strength = one.correlation === null || one.correlation === undefined ? null
    : h("span", { class: "soft" }, ` rank correlation with this number ${one.correlation > 0 ? "+" : "\u2212"}${Math.abs(one.correlation).toFixed(2)}`);
  return h("li", null,
    h("b", null, one.label), " ", one.certainty ? h("span", { class: "badge" }, one.certainty) : null,
    h("div", null, one.value, one.unit ? h("span", { class: "soft" }, ` ${one.unit}`) : null, strength),
    one.reason ? h("div", { class: "soft" }, one.reason) : null,
    one.source ? h("details", null, h("summary", null, "Source"), h("div", { class: "soft" }, one.source)) : null,
    one.claims?.length ? h("div", { class: "soft" }, "From the ledger: ", one.claims.map((id, i) => [i ? ", " : "",
      h("a", { href: address("evidence", { scenario: context.scenario?.id, run: context.run?.id, claim: id }), onclick: closeSources }, id)])) : null);
}

function eventItem(context, event) {
  return h("li", null, h("b", null, `${event.action} ${event.target ?? ""}`), ` ${moment(context, event.time)}`,
    event.note ? h("div", { class: "soft" }, event.note) : null, h("div", { class: "soft" }, `published ${moment(context, event.published)}`, web(event.source)));
}
