// The form of a change: plain choices that become the one line of text that the command line takes too.

import { h, put, field, select } from "../dom.js";
import { dayName } from "../format.js";

const KINDS = [
  ["close", "Close a road or checkpoint"], ["open", "Open a road or checkpoint"], ["capacity", "Change a capacity"], ["hours", "Change opening hours"],
  ["buses", "Add buses"], ["reception", "Open a reception place"], ["assure", "Announce an assurance"], ["other", "Write it as text"],
];

/** A form whose `add` gets the text of one change. */
export function changeForm(options, situation, add) {
  const parts = h("div", { class: "fields" });
  const kinds = KINDS.filter(([key]) => key === "other" || options.forms[key]);
  let made = null;
  const kind = select(kinds, kinds[0][0], () => draw());
  const form = h("form", { class: "change-form", onsubmit: (event) => { event.preventDefault(); add(made()); } },
    field("What", kind), parts, h("div", { class: "tools" }, h("button", null, "Add this change")));
  draw();
  return form;

  function draw() {
    const first = situation.as_of.slice(0, 10);
    const last = situation.times.at(-1).slice(0, 10);
    const makers = { close: state("close"), open: state("open"), capacity, hours, buses, reception, assure, other };
    const [controls, text] = makers[kind.value]({ options, days: days(first, last) });
    made = text;
    put(parts, controls);
  }
}

/** Fields for the first and last day of a change; both may be left empty where `free`. */
function days(first, last) {
  return (free = false) => {
    const make = (value) => h("input", { type: "date", value: free ? "" : value, required: !free, min: first, max: last });
    const next = new Date(`${first}T12:00Z`);
    next.setUTCDate(next.getUTCDate() + 1);
    const begin = make(next.toISOString().slice(0, 10));
    next.setUTCDate(next.getUTCDate() + 1);
    const end = make(next.toISOString().slice(0, 10));
    const order = () => end.setCustomValidity(begin.value && end.value && end.value < begin.value ? "The last day is before the first." : "");
    for (const one of [begin, end]) one.addEventListener("input", order);
    return { fields: [field("From", begin), field("To, that day included", end)], text: () => (begin.value && end.value ? ` ${begin.value}..${end.value}` : "") };
  };
}

function roadChoice({ roads, places }) {
  const kinds = new Map(places.map((place) => [place.id, place.kind]));
  const passes = roads.filter((road) => kinds.has(road.id));
  const list = [...passes, ...roads.filter((road) => !kinds.has(road.id))];
  return select(list.map((one) => [one.id, one.name]), list[0]?.id);
}

const placeChoice = (places, kinds, chosen) => {
  const list = places.filter((place) => !kinds || kinds.includes(place.kind));
  return select((list.length ? list : places).map((place) => [place.id, place.name]), chosen);
};

const number = (value, props = {}) => h("input", { type: "number", value, required: true, min: 0, step: "any", ...props });

const state = (verb) => ({ options, days: makeDays }) => {
  const road = roadChoice(options);
  const when = makeDays();
  return [[field("Road or checkpoint", road), ...when.fields], () => `${verb} ${road.value}${when.text()}`];
};

function capacity({ options, days: makeDays }) {
  const road = roadChoice(options);
  const how = select([["x2", "twice as many vehicles"], ["x0.5", "half as many"], ["x1.5", "half as many again"], ["n", "vehicles an hour:"]], "x2", () => { count.disabled = how.value !== "n"; });
  const count = number(300, { disabled: true });
  const when = makeDays(true);
  return [[field("Road or checkpoint", road), field("Lets through", how), field("Vehicles an hour", count), ...when.fields],
    () => `capacity ${road.value} ${how.value === "n" ? count.value : how.value}${when.text()}`];
}

function hours({ options }) {
  const road = roadChoice(options);
  const always = h("input", { type: "checkbox", onchange: () => { begin.disabled = end.disabled = always.checked; } });
  const begin = h("input", { type: "time", value: "06:00" });
  const end = h("input", { type: "time", value: "22:00" });
  return [[field("Road or checkpoint", road), field("Opens", begin), field("Closes", end), field("Day and night", always, { row: true })],
    () => `hours ${road.value} ${always.checked ? "always" : `${begin.value}-${end.value}`}`];
}

function buses({ options, days: makeDays }) {
  const from = placeChoice(options.places, ["origin"]);
  const to = placeChoice(options.places, ["reception"]);
  const seats = number(40, { min: 1, step: 1 });
  const every = number(0.5, { min: 0.01 });
  const when = makeDays(true);
  return [[field("From", from), field("To", to), field("Seats in a bus", seats), field("One every … hours", every), ...when.fields],
    () => `buses ${from.value} ${to.value} ${seats.value} every ${every.value} h${when.text()}`];
}

function reception({ options }) {
  const name = h("input", { type: "text", required: true, pattern: "\\S+", placeholder: "new-camp", title: "One word" });
  const from = placeChoice(options.places, ["reception", "waypoint"]);
  const middle = options.places.find((place) => place.lat !== undefined && place.id === from.value) ?? options.places.find((place) => place.lat !== undefined);
  const lat = number((middle?.lat ?? 0).toFixed?.(2) ?? 0, { min: -85, max: 85 });
  const lon = number((middle?.lon ?? 0).toFixed?.(2) ?? 0, { min: -180, max: 180 });
  const km = number(20);
  const time = number(0.5);
  const room = number(5000, { required: false });
  return [[field("Name, one word", name), field("Reached from", from), field("Latitude", lat), field("Longitude", lon), field("Kilometres", km), field("Hours", time), field("Room for people", room)],
    () => `reception ${name.value} at ${lat.value},${lon.value} from ${from.value} km ${km.value} hours ${time.value}${room.value ? ` room ${room.value}` : ""}`];
}

function assure({ options, days: makeDays }) {
  const level = select([["1", "in full"], ["0.5", "by half"], ["0.25", "by a quarter"]], "1");
  const where = select([["", "everywhere"], ...options.origins.map((place) => [place.id, place.name])], "");
  const when = makeDays();
  return [[field("Believed", level), field("Where", where), ...when.fields], () => `assure ${level.value}${where.value ? ` @${where.value}` : ""}${when.text()}`];
}

function other({ options }) {
  const text = h("input", { type: "text", required: true, class: "code", placeholder: Object.values(options.forms)[0], spellcheck: "false" });
  return [[field("Change", text), h("details", null, h("summary", null, "How changes are written"), h("ul", null, Object.values(options.forms).map((form) => h("li", null, h("code", null, form)))))],
    () => text.value.trim()];
}

/** A change in words for those who read no command. */
export function inWords(text, options) {
  const [verb, first, second, ...rest] = text.split(/\s+/);
  const name = (id) => [...options.places, ...options.roads].find((one) => one.id === id)?.name ?? id;
  const window = text.match(/(\d{4}-\d\d-\d\d)\S*?\.\.(\d{4}-\d\d-\d\d)/);
  const when = window ? window[1] === window[2] ? `, ${dayName(window[1])}` : `, ${dayName(window[1])} to ${dayName(window[2])}` : "";
  if (verb === "close") return `${name(first)} closed${when}`;
  if (verb === "open") return `${name(first)} open${when}`;
  if (verb === "capacity") return `${name(first)} lets through ${second.startsWith("x") ? `${second.slice(1)} times as many` : `${second} vehicles an hour`}${when}`;
  if (verb === "hours") return `${name(first)} open ${second === "always" ? "day and night" : second}`;
  if (verb === "buses") return `Buses from ${name(first)} to ${name(second)}: ${rest[0]} seats every ${rest[2]} h${when}`;
  if (verb === "assure") return `Assurance of level ${first}${second?.startsWith("@") ? ` for ${name(second.slice(1))}` : ""}${when}`;
  if (verb === "reception") return `A reception place ${first} opens`;
  return text;
}
