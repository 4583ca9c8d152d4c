// What is changed of a scenario's rows and not saved yet; it outlives a reload of the page.

import { numberWords } from "./setup-number.js";

const short = (parts) => parts.filter(Boolean).join(", ");

/** What the rows of each table are, in words. */
export const KINDS = {
  places: { one: "a place", many: "Places", name: (cells) => cells.name || cells.id || "a new place", about: (cells) => short([cells.kind, cells.people && `people ${numberWords(cells.people)}`, cells.vehicles_per_hour && `vehicles an hour: ${numberWords(cells.vehicles_per_hour)}`, cells.room && `room ${numberWords(cells.room)}`]) },
  links: { one: "a road", many: "Roads", name: (cells, draft) => (cells.from || cells.to ? `${draft.placeName(cells.from)} to ${draft.placeName(cells.to)}` : cells.id || "a new road"), about: (cells) => short([cells.km && `${cells.km} km`, cells.hours && `hours: ${numberWords(cells.hours)}`, cells.vehicles_per_hour && `vehicles an hour: ${numberWords(cells.vehicles_per_hour)}`]) },
  timeline: { one: "an event", many: "Events", name: (cells) => short([cells.action, cells.target]) || "a new event", about: (cells) => short([cells.time, cells.value, cells.note]) },
  counts: { one: "a count", many: "Counts", name: (cells, draft) => (cells.place ? `${draft.placeName(cells.place)}: ${cells.value}` : "a new count"), about: (cells) => short([cells.measure, cells.kind, cells.held, cells.said_by]) },
  supplies: { one: "a supply", many: "Supplies", name: (cells, draft) => (cells.place ? `${cells.good || "?"}, ${draft.placeName(cells.place)}` : "a new supply"), about: (cells) => short([`stock, tonnes: ${numberWords(cells.stock_tonnes)}`, `arriving, tonnes a day: ${numberWords(cells.delivery_tonnes_per_day)}`]) },
  lifts: { one: "a bus or convoy", many: "Buses and convoys", name: (cells, draft) => (cells.from || cells.to ? `${draft.placeName(cells.from)} to ${draft.placeName(cells.to)}` : "a new bus or convoy"), about: (cells) => short([cells.first, cells.every_hours && `every ${cells.every_hours} hours`, `seats: ${numberWords(cells.seats)}`]) },
  numbers: { one: "a driver of leaving", many: "Numbers", name: (cells) => (cells.id || "a new driver").replaceAll("_", " ").replaceAll(".", ": "), about: (cells) => short([`${numberWords(cells.value)}${cells.value && cells.unit ? ` (${cells.unit})` : ""}`]) },
  parameters: { one: "a parameter", many: "Parameters", name: (cells) => cells.id || "a new parameter", about: (cells) => short([`${numberWords(cells.value)} (${cells.unit ?? ""})`, cells.default && "the package's prior"]) },
};

export class Draft {
  constructor(scenario, read) {
    this.store = `corridor-setup-${scenario}`;
    this.pending = new Map();
    this.settings = {};
    this.renew(read);
    this.#recall();
  }

  /** The newest version beneath the changes. */
  renew(read) {
    this.version = read.version;
    this.problems = read.problems;
    this.tables = new Map(read.tables.map((table) => [table.name, table]));
    this.known = read.settings;
  }

  get size() { return this.pending.size + Object.keys(this.settings).length; }

  /** A key for a row that is not there yet. */
  fresh(table) {
    let number = 1;
    while (this.pending.has(`${table}|new-${number}`)) number += 1;
    return `new-${number}`;
  }

  fields(table) { return this.tables.get(table).fields; }

  /** The row as it would be, and as it stands in the file. */
  row(table, key) {
    const file = this.tables.get(table).rows.find((row) => row.id === key) ?? null;
    const change = this.pending.get(`${table}|${key}`);
    return { file, cells: { ...file, ...change?.cells }, removed: change?.cells === null };
  }

  rows(table) {
    const file = this.tables.get(table).rows.map((row) => row.id);
    const added = [...this.pending.values()].filter((one) => one.table === table && one.isNew).map((one) => one.key);
    return [...file, ...added].map((key) => {
      const { cells, removed } = this.row(table, key);
      const change = this.pending.get(`${table}|${key}`);
      return { key, cells, removed, state: !change ? "" : removed ? "to be removed" : change.isNew ? "new" : "changed" };
    });
  }

  placeName(id) {
    const found = this.rows("places").find((row) => row.cells.id === id);
    return found?.cells.name || id || "?";
  }

  /** Other cells of a row; null removes it. */
  put(table, key, cells) {
    const id = `${table}|${key}`;
    const { file } = this.row(table, key);
    if (!file && cells === null) this.pending.delete(id);
    else if (file && cells) {
      const other = Object.fromEntries(Object.entries(cells).filter(([name, text]) => (file[name] ?? "") !== text));
      if (Object.keys(other).length) this.pending.set(id, { table, key, isNew: false, cells: other });
      else this.pending.delete(id);
    } else this.pending.set(id, { table, key, isNew: !file, cells });
    this.#keep();
  }

  set(values) {
    for (const { name, value } of this.known) {
      if (values[name] === undefined || values[name] === value) delete this.settings[name];
      else this.settings[name] = values[name];
    }
    this.#keep();
  }

  /** Take out every row of every table, and the onward moves between places. */
  empty() {
    for (const table of ["places", "links", "timeline", "counts", "supplies", "lifts"]) for (const row of this.rows(table)) this.put(table, row.key, null);
    this.set({ ...this.settings, onward: "[]" });
  }

  takeBack(one) {
    if (one.setting) delete this.settings[one.setting];
    else this.pending.delete(`${one.table}|${one.key}`);
    this.#keep();
  }

  clear() {
    this.pending.clear();
    this.settings = {};
    this.#keep();
  }

  changes() {
    const rows = [...this.pending.values()].map((one) => {
      const name = KINDS[one.table].name(this.row(one.table, one.key).cells, this);
      const kind = KINDS[one.table].one.replace(/^an? /, "");
      return { ...one, words: one.cells === null ? `Remove the ${kind} ${name}` : one.isNew ? `New ${kind}: ${name}` : `${name}: ${Object.entries(one.cells).map(([field, text]) => `${field} ${text || "nothing"}`).join(", ")}` };
    });
    return [...rows, ...Object.entries(this.settings).map(([setting, value]) => ({ setting, words: `${setting}: ${value}` }))];
  }

  /** What the server is told. */
  body() {
    return {
      changes: [...this.pending.values()].map((one) => ({ table: one.table, id: one.isNew ? null : one.key, cells: one.cells })),
      settings: this.settings,
    };
  }

  #keep() {
    try { sessionStorage.setItem(this.store, JSON.stringify({ pending: [...this.pending], settings: this.settings })); } catch { /* for this page alone */ }
  }

  #recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.store) ?? "null");
      if (kept) { this.pending = new Map(kept.pending); this.settings = kept.settings; }
    } catch { /* nothing was kept */ }
  }
}
