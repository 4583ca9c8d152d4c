// The shell: who we are, what is looked at, and which view shows it.

import { h, s, put, announce } from "./dom.js";
import { openSession, whenSignedOut, signOut, author, setAuthor } from "./api.js";
import { readContext } from "./context.js";
import { address, go, readRoute } from "./router.js";
import { themeSwitch } from "./theme.js";
import { resumeJobs, unwatch } from "./jobs.js";
import { faultNote } from "./faults.js";
import { closeSources } from "./sources.js";
import { Clock, plural } from "./format.js";
import { showSignIn } from "./views/sign-in.js";
import { needForecast, needScenario } from "./views/empty.js";
import * as start from "./views/start.js";
import * as situation from "./views/situation.js";
import * as forecast from "./views/forecast.js";
import * as whatIf from "./views/what-if.js";
import * as evidence from "./views/evidence.js";
import * as counts from "./views/counts.js";
import * as needs from "./views/needs.js";
import * as setup from "./views/setup.js";
import * as skill from "./views/skill.js";

const VIEWS = { start, situation, forecast, "what-if": whatIf, setup, evidence, counts, needs, skill };
const TABS = ["situation", "forecast", "what-if", "setup", "evidence", "counts", "needs", "skill"];

let session = null;
let leave = null;
let turn = 0;
const theme = themeSwitch();

function mark() {
  return s("svg", { viewBox: "4 2 26 28", "aria-hidden": "true" },
    s("path", { class: "mark-band", d: "M8 22C15 21 19 15 29 3V26C20 23 15 22 8 22Z" }), s("path", { class: "mark-core", d: "M8 22C15 21.500 19 17 29 9V20C20 21 15 22 8 22Z" }),
    s("path", { class: "mark-line", d: "M8 22C16 21.700 20 18.500 29 14.500" }), s("path", { class: "mark-now", d: "M8 3V29" }));
}

function drawTop(context, view) {
  const { scenarios, runs, scenario, run } = context;
  const mine = scenarios.filter((one) => !one.built_in);
  // A case of which the folder has a copy by the same name is offered on the first page alone.
  const built = scenarios.filter((one) => one.built_in && one.id === one.name);
  const twice = (title) => [...mine, ...built].filter((one) => one.title === title).length > 1;
  const option = (one) => h("option", { value: one.id, selected: one.id === scenario?.id }, twice(one.title) ? `${one.id}: ${one.title}` : one.title || one.id);
  const choose = h("select", { id: "scenario", "aria-label": "Scenario", onchange: (event) => go(view === "start" ? "situation" : view, { scenario: event.target.value }) },
    scenario ? null : h("option", { value: "", selected: true }, "Choose a scenario"),
    mine.length ? h("optgroup", { label: "In this folder" }, mine.map(option)) : null,
    built.length ? h("optgroup", { label: "Built in (read only)" }, built.map(option)) : null);
  const own = runs.filter((one) => one.scenario === scenario?.id);
  const chooseRun = own.length > 1
    ? h("select", { "aria-label": "Forecast", onchange: (event) => go(view === "what-if" ? "what-if" : view, { run: event.target.value }) },
      own.map((one) => h("option", { value: one.id, selected: one.id === run?.id }, runName(one))))
    : null;
  put(document.getElementById("top"),
    h("a", { class: "brand", href: "#/start", "aria-label": "Corridor: start" }, mark(), h("span", null, "Corridor")),
    h("div", { class: "where" }, choose, chooseRun),
    run ? h("div", { class: "asof", id: "asof" }, h("span", null, "as of"), h("b", null, asOf(run))) : null,
    h("div", { class: "end" }, theme));
}

function runName(run) {
  const made = new Clock(Intl.DateTimeFormat().resolvedOptions().timeZone).moment(run.created);
  return `${plural(run.members, "run")}, as of ${asOf(run)}, made ${made}`;
}

/** The as-of time in the scenario's own offset, which stands in the text itself. */
function asOf(run) {
  const [day, time = ""] = run.as_of.split("T");
  const offset = time.match(/([+-]\d\d):?(\d\d)$/);
  const clock = new Clock("UTC");
  const zone = offset ? `UTC${offset[1] === "+00" ? "" : offset[1].replace(/^([+-])0/, "$1")}${offset[2] === "00" ? "" : `:${offset[2]}`}` : "UTC";
  return clock.dated(`${day}T${time.slice(0, 5)}Z`).replace(/\(.*\)/, `(${zone})`);
}

function drawTabs(context, view) {
  const params = context.run ? { run: context.run.id } : context.scenario ? { scenario: context.scenario.id } : {};
  const tabs = document.getElementById("tabs");
  put(tabs, TABS.map((name) => h("a", { href: address(name, params), "aria-current": name === view ? "page" : null }, VIEWS[name].title)),
    context.run ? h("span", { class: "asof-small", "aria-hidden": "true" }, `as of ${asOf(context.run)}`) : null);
  const here = tabs.querySelector("[aria-current]");
  if (here) tabs.scrollLeft = here.offsetLeft - tabs.clientWidth / 2 + here.offsetWidth / 2;
}

function drawFoot(context) {
  const name = h("input", { type: "text", value: author(), size: 14, maxlength: 80, autocomplete: "name", onchange: (event) => setAuthor(event.target.value.trim()) });
  put(document.getElementById("foot"),
    h("div", { class: "tools" },
      h("span", null, `Corridor ${context.status.version}. Works offline. Holds no personal data, and must not be used to stop or target people.`),
      h("label", { class: "field row", title: "Stands in the history of what is changed" }, "You are", name),
      session.needsLogin ? h("button", { type: "button", class: "small", onclick: async () => { await signOut(); location.reload(); } }, "Sign out") : null));
}

async function render() {
  const mine = ++turn;
  const main = document.getElementById("main");
  closeSources();
  unwatch();
  leave?.();
  leave = null;
  try {
    const route = readRoute();
    const context = await readContext(route);
    if (mine !== turn) return;
    const name = VIEWS[route.view] ? route.view : context.run ? "situation" : "start";
    const view = VIEWS[name];
    drawTop(context, name);
    drawTabs(context, name);
    drawFoot(context);
    document.title = `${view.title} · ${context.scenario?.title ?? "Corridor"}`;
    main.setAttribute("aria-busy", "true");
    const holder = h("div", { class: `view view-${name}` });
    if (route.view && !VIEWS[route.view]) holder.append(h("p", { class: "note warn", role: "alert" }, `There is no page “${route.view}”; this is ${view.title}.`));
    if (context.missing && name !== "start") holder.append(h("p", { class: "note warn", role: "alert" }, context.missing));
    if (context.scenario?.example && name !== "start") holder.append(exampleNote(context));
    const body = h("div");
    holder.append(body);
    showWhenFilled(main, holder, body, () => mine === turn);
    const made = missing(name, context, body, route) ? null : await view.show(body, context, route);
    if (mine !== turn) { made?.(); return; }
    leave = made ?? null;
    announce(`${view.title} shown`);
  } catch (fault) {
    if (mine !== turn) return;
    if (fault.status === 401) return;
    if (fault.kind === undefined) console.error(fault);
    put(main, faultNote(fault, { again: { label: "Try again", act: render } }));
  } finally {
    main.removeAttribute("aria-busy");
  }
}

/** A new scenario begins with an invented one, which nobody must take for their own. */
function exampleNote(context) {
  return h("div", { class: "note warn" }, h("p", null, h("b", null, "Still the made-up example. "),
    `The places, roads, people and claims of “${context.scenario.id}” are invented. Put your own in their place under `,
    h("a", { href: address("setup", { scenario: context.scenario.id }) }, "Set up"), " before you use a forecast of it."));
}

/** Keep what was there until the view has something to show. */
function showWhenFilled(main, holder, body, isWanted) {
  const seen = new MutationObserver(() => {
    seen.disconnect();
    if (isWanted()) { put(main, holder); main.removeAttribute("aria-busy"); }
  });
  seen.observe(body, { childList: true });
}

function missing(name, context, main, route) {
  const view = VIEWS[name];
  if (view.needs === "none" || (view.needs === "run" && route.part)) return false;
  if (name === "skill" && context.scenario?.ok === false) { needForecast(main, context, name); return true; }
  if (!context.scenario && !context.run) { needScenario(main, context, view); return true; }
  if (view.needs === "run" && !context.run) { needForecast(main, context, name); return true; }
  return false;
}

function watchTabs() {
  const tabs = document.getElementById("tabs");
  new IntersectionObserver(([entry]) => tabs.classList.toggle("stuck", !entry.isIntersecting)).observe(document.getElementById("top"));
}

/** The bar before anybody has signed in. */
function drawBare() {
  put(document.getElementById("top"), h("span", { class: "brand" }, mark(), h("span", null, "Corridor")), h("div", { class: "where" }), h("div", { class: "end" }, theme));
  put(document.getElementById("tabs"));
}

async function begin() {
  session = await openSession();
  const ask = () => { drawBare(); showSignIn(begin); };
  whenSignedOut(ask);
  if (session.needsLogin && !session.signedIn) { ask(); return; }
  await Promise.all([render(), resumeJobs()]);
}

window.addEventListener("hashchange", () => { render(); document.getElementById("main").focus({ preventScroll: true }); window.scrollTo(0, 0); });
document.addEventListener("corridor-refresh", render);
watchTabs();
begin().catch((fault) => {
  if (fault.kind === undefined) console.error(fault);
  put(document.getElementById("main"), faultNote(fault, { again: { label: "Try again", act: () => location.reload() } }));
});
