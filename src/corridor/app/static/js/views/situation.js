// Where people are, which roads are open, and how both change hour by hour.

import { h, s, put, skipMap } from "../dom.js";
import { loadRun, loadSituation } from "../context.js";
import { between, exact, people, plural } from "../format.js";
import { figureRow, notesOf } from "../figures.js";
import { asked } from "../sources.js";
import { note } from "../router.js";
import { networkMap, waitSteps } from "../map/map.js";
import { extent, wayOut } from "../map/project.js";
import { switchTiles, tilesOn } from "../map/tiles.js";
import { player } from "../map/player.js";

export const needs = "run";
export const title = "Situation";

/** The state of places and roads at each step, from their changes. */
export function stateReader(situation) {
  const times = situation.times.map((time) => +new Date(time));
  const known = new Map(situation.states.map((one) => [one.target, one.changes.map((change) => ({ ...change, at: +new Date(change.time) }))]));
  const change = (id, i) => (known.get(id) ?? []).filter((one) => one.at <= times[i]).at(-1) ?? null;
  const state = (id, i) => change(id, i)?.state ?? "open";
  // Nobody gets over a road whose end is a closed checkpoint.
  const ends = new Map(situation.links.map((link) => [link.id, [link.from, link.to]]));
  const passable = (id, i) => ((ends.get(id) ?? []).some((end) => state(end, i) === "closed") ? "closed" : state(id, i));
  return { change, state, passable };
}

export async function show(main, context, route) {
  const [run, situation] = await Promise.all([loadRun(context), loadSituation(context)]);
  const { clock } = context;
  const names = new Map(situation.places.map((place) => [place.id, place.name]));
  const states = stateReader(situation);
  const times = situation.times.map((time) => +new Date(time));
  const wanted = route.params.get("at");
  let step = wanted ? Math.max(0, Math.min(times.length - 1, Number(wanted))) : Math.max(0, situation.now);
  if (!Number.isInteger(step)) step = situation.now;

  const maps = makeMaps(situation, states, names, pick);
  const picked = h("div", { class: "picked", "aria-live": "polite" });
  const roads = h("div");
  const where = h("div");
  const control = player({ situation, clock, step, onStep: move });
  let choice = null;

  const below = h("div", { class: "two", tabindex: "-1" },
    h("section", { class: "card", "aria-label": "Roads" }, roads),
    h("section", { class: "card model", "aria-label": "People by place" }, where));
  put(main,
    h("h1", null, situation.title),
    h("div", null, run.summary.slice(0, 1).map((sentence) => h("p", { class: "lead" }, sentence)),
      run.summary.length > 1 ? h("p", { class: "soft" }, run.summary.at(-1)) : null),
    figureRow(context, run.key_figures.map((one) => ({ ...one, q: one.people ?? one.times })), [+new Date(situation.as_of), times.at(-1)]),
    notesOf(run.notes),
    h("p", { class: "soft" }, `Large: the median of ${plural(run.members, "run")} of the model; 90 %: nine in ten of them lie in this interval. Strips of people share one scale. Times are local (${clock.zoneName(times[0])}).`),
    h("section", { class: "card", "aria-label": "Map" },
      h("div", { class: "head" }, h("h2", null, "Where people are"), tileSwitch()),
      control.element,
      skipMap(() => below),
      h("div", { class: maps.length > 1 ? "maps" : "maps one" }, maps.map((map) => h("figure", null, h("figcaption", null, map.title), map.element))),
      picked, legend(situation),
      situation.flow_note ? h("p", { class: "soft" }, situation.flow_note) : null),
    below);
  move(step);
  return () => control.stop();

  function move(i) {
    step = i;
    for (const map of maps) map.show(i);
    put(roads, roadTable(context, situation, states, names, i));
    put(where, placeTable(context, situation, i));
    if (choice) describe();
    note({ at: i === situation.now ? null : i });
  }
  function pick(what) {
    choice = what;
    describe();
  }
  function describe() {
    put(picked, detail(context, situation, states, names, choice, step));
  }
}

function makeMaps(situation, states, names, onPick) {
  const inner = wayOut(situation.places, situation.links);
  const split = inner.length > 2 && extent(inner) < 0.5 * extent(situation.places);
  const common = { situation, links: situation.links, stateAt: states.passable, nameOf: (id) => names.get(id) ?? id, onPick, onTileFault: noTiles };
  if (!split) return [{ ...networkMap({ ...common, label: "Map of places and roads", places: situation.places }), title: "Places and roads" }];
  const core = new Set(inner.map((place) => place.id));
  const outer = new Set(situation.places.filter((place) => !core.has(place.id)).map((place) => place.id));
  return [
    { ...networkMap({ ...common, label: "Map: the way out", places: inner }), title: "From the origins to the first reception place" },
    { ...networkMap({ ...common, label: "Map: all places", places: situation.places, named: outer, frame: inner }), title: "Where people are received" },
  ];
}

function noTiles() {
  const place = document.querySelector(".tile-fault");
  if (place) place.textContent = "Map tiles cannot be loaded: is this computer online?";
}

function tileSwitch() {
  return h("label", { class: "field row soft", title: "Asks tile.openstreetmap.org for pictures; off by default" },
    h("input", { type: "checkbox", checked: tilesOn(), onchange: (event) => switchTiles(event.target.checked) }),
    "Online map tiles", h("span", { class: "tile-fault", role: "status" }, tilesOn() ? "© OpenStreetMap contributors" : ""));
}

function legend(situation) {
  const steps = waitSteps(situation);
  const line = (kind, props) => s("svg", { width: 34, height: 12, class: "map-key", "aria-hidden": "true" }, s("g", { class: "link", ...props }, s("line", { class: "road", x1: 2, y1: 6, x2: 32, y2: 6, "stroke-width": kind })));
  const dot = (kind) => s("svg", { width: 16, height: 16, class: "map-key", "aria-hidden": "true" }, s("g", { class: `place ${kind}` }, s("circle", { class: "dot", cx: 8, cy: 8, r: 6.5 })));
  const waits = steps.length ? ["nobody waits", ...steps.map((one) => `under ${exact(one)}`), "more"] : ["nobody waits", "somebody waits"];
  return h("ul", { class: "key", "aria-label": "Key of the map" },
    h("li", null, "A place without a name: press it, or see the table."), h("li", null, dot("origin"), "at home or held"), h("li", null, dot("reception"), "in reception; thin ring: 95 % level"),
    h("li", null, line(2), line(9), "few and many an hour"),
    h("li", null, line(2.4, { "data-state": "closed" }), "closed"), h("li", null, line(2.4, { "data-state": "escort" }), "under escort"),
    h("li", null, "waiting:"), waits.map((text, i) => h("li", null, line(6, { "data-wait": i }), text)));
}

function roadTable(context, situation, states, names, i) {
  const { clock } = context;
  const seen = new Set();
  const watched = situation.links.filter((link) => {
    const special = link.capacity || states.change(link.id, i) || (link.queue?.[i] ?? 0) >= 1 || (link.flow?.[i] ?? 0) >= 1;
    if (!special || seen.has(link.twin)) return false;
    seen.add(link.id);
    return true;
  });
  const places = situation.places.filter((place) => states.change(place.id, i));
  const open = situation.links.length - situation.links.filter((link) => states.passable(link.id, i) === "closed").length;
  const ranged = (value, range) => value === null || value === undefined ? "–" : [people(value), h("div", { class: "soft light" }, range)];
  const row = (id, name, flow, queue, kind) => {
    const change = states.change(id, i);
    const state = change?.state ?? "open";
    return [
      asked(context, `${kind}:${id}`, name),
      h("span", null, h("span", { class: `badge ${state}` }, state), change?.event ? h("span", { class: "soft", title: change.why }, ` since ${clock.moment(change.time)}`) : null),
      ranged(...flow), ranged(...queue),
    ];
  };
  const rank = (link) => (states.state(link.id, i) === "open" ? 0 : 1e9) + (link.queue?.[i] ?? 0) * 10 + (link.flow?.[i] ?? 0);
  watched.sort((a, b) => rank(b) - rank(a));
  const most = 8;
  const rows = [
    ...places.map((place) => row(place.id, place.name, [], place.kind === "reception" ? [] : [place.median[i], between(place.low[i], place.high[i])], "place")),
    ...watched.map((link) => row(link.id, `${names.get(link.from)} to ${names.get(link.to)}`, [link.flow[i], between(link.flow_low[i], link.flow_high[i])], link.queue ? [link.queue[i], between(link.queue_low[i], link.queue_high[i])] : [], "link")),
  ];
  return [
    h("h2", null, "Which roads are open"),
    h("p", { class: "soft" }, `${open} of ${plural(situation.links.length, "road")} open, checkpoints at their ends included, on ${clock.full(situation.times[i])}, in the middle of the runs. People an hour are a mean, which a few runs can lift above the interval in which nine in ten of them lie.`),
    rows.length
      ? [tableOf("Roads that people use, that are limited, or that were closed", rows.slice(0, most)),
        rows.length > most ? h("details", { class: "more-roads", open: Boolean(document.querySelector(".more-roads")?.open) }, h("summary", null, `${rows.length - most} roads more`), tableOf("Other roads", rows.slice(most))) : null]
      : h("p", null, "Every road is open, and nobody waits."),
  ];
}

function tableOf(caption, rows) {
  return h("div", { class: "scroll" }, h("table", { class: "roads-table stack" }, h("caption", { class: "visually-hidden" }, caption),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, "Road"), h("th", { scope: "col" }, "State"), h("th", { scope: "col", class: "n" }, "People an hour, mean (90 %)"), h("th", { scope: "col", class: "n" }, "Waiting (90 %)"))),
    h("tbody", null, rows.map(([name, state, flow, queue]) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, state), h("td", { class: "n", "data-label": "People an hour" }, flow), h("td", { class: "n", "data-label": "Waiting" }, queue))))));
}

function placeTable(context, situation, i) {
  const rows = situation.places
    .filter((place) => place.kind !== "waypoint" || place.median[i] >= 1)
    .sort((a, b) => b.median[i] - a.median[i]);
  const most = 10;
  return [
    h("h2", null, "People by place"),
    h("p", { class: "soft" }, context.clock.full(situation.times[i])),
    peopleTable(context, rows.slice(0, most), i, "People at each place, the table of the map"),
    rows.length > most ? h("details", { class: "more-places", open: wasOpen() }, h("summary", null, `${rows.length - most} places with fewer people`), peopleTable(context, rows.slice(most), i, "People at the other places")) : null,
  ];
}

const wasOpen = () => Boolean(document.querySelector(".more-places")?.open);

function peopleTable(context, rows, i, caption) {
  return h("div", { class: "scroll" }, h("table", null, h("caption", { class: "visually-hidden" }, caption),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Place"), h("th", { scope: "col", class: "n" }, "Median"), h("th", { scope: "col", class: "n" }, "90 %"))),
      h("tbody", null, rows.map((place) => h("tr", null,
        h("th", { scope: "row" }, place.name, h("div", { class: "soft light" }, place.what ?? place.kind)),
        h("td", { class: "n" }, asked(context, `place:${place.id}`, people(place.median[i]), `${place.name}: ${people(place.median[i])}. Where does this come from?`)),
        h("td", { class: "n" }, between(place.low[i], place.high[i])))))));
}

function detail(context, situation, states, names, { kind, id }, i) {
  if (kind === "place") {
    const place = situation.places.find((one) => one.id === id);
    return h("p", null, h("b", null, place.name), ` (${place.kind}): `, asked(context, `place:${id}`, people(place.median[i])), ` ${place.what ?? "people"} `,
      h("span", { class: "iv" }, `(90 %: ${between(place.low[i], place.high[i])})`), place.room ? `; room for ${people(place.room)}` : "");
  }
  const link = situation.links.find((one) => one.id === id);
  const change = states.change(id, i);
  return h("p", null, h("b", null, `${names.get(link.from)} to ${names.get(link.to)}`), `: ${change?.state ?? "open"}`,
    change?.event ? ` since ${context.clock.moment(change.time)}${change.why ? ` (${change.why})` : ""}` : "", `, ${exact(link.km)} km, `, asked(context, `link:${id}`, `${people(link.flow?.[i] ?? 0)} people an hour`),
    link.flow_high?.length ? h("span", { class: "iv" }, ` (mean; 90 %: ${between(link.flow_low[i], link.flow_high[i])})`) : "",
    `, ${people(link.queue?.[i] ?? 0)} waiting`, link.queue_high?.length ? h("span", { class: "iv" }, ` (95 % level: ${people(link.queue_high[i])})`) : "",
    link.capacity ? `; passes ${people(link.capacity)} vehicles an hour` : "");
}
