// Numbers and times as they stand everywhere: people to three figures, intervals beside medians.

const NB = "\u00a0";
const MINUS = "\u2212";

/** A number of people to three significant figures: more would claim to know more. */
export function people(number) {
  if (number === null || number === undefined) return "–";
  const size = Math.abs(number);
  if (size < 0.5) return "0";
  const unit = 10 ** Math.max(Math.floor(Math.log10(size)) - 2, 0);
  return (Math.round(number / unit) * unit).toLocaleString("en-GB").replace("-", MINUS);
}

/** A number as it was stated, in full. */
export function exact(number) {
  return number === null || number === undefined ? "–" : Number(number).toLocaleString("en-GB").replace("-", MINUS);
}

/** A number with its sign. */
export function signed(number) {
  if (number === null || number === undefined) return "–";
  return Math.abs(number) < 0.5 ? "0" : (number > 0 ? "+" : "") + people(number);
}

/** A quantity that may be small: needs in litres, hours. */
export function amount(number) {
  if (number === null || number === undefined) return "–";
  return Math.abs(number) >= 10 || number === 0 ? people(number) : String(Number(number.toPrecision(2))).replace("-", MINUS);
}

/** A share in whole per cent; never 0 or 100 for what is neither. */
export function percent(share) {
  if (share === null || share === undefined) return "–";
  const whole = Math.round(100 * share);
  if (whole === 0 && share > 0) return `under${NB}1${NB}%`;
  if (whole === 100 && share < 1) return `over${NB}99${NB}%`;
  return `${whole}${NB}%`;
}

/** "1 count", "2 counts". */
export function plural(number, word, words = `${word}s`) {
  return `${number.toLocaleString("en-GB")}${NB}${number === 1 ? word : words}`;
}

/** The times of one zone in words. */
export class Clock {
  constructor(zone) {
    this.zone = zone || "UTC";
    this.parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: this.zone, year: "numeric", month: "short", day: "numeric",
      hour: "2-digit", minute: "2-digit", weekday: "short", hourCycle: "h23",
    });
    this.offset = new Intl.DateTimeFormat("en-GB", { timeZone: this.zone, timeZoneName: "shortOffset" });
    this.seen = new Map();
  }

  read(time) {
    const key = +new Date(time);
    if (!this.seen.has(key)) {
      this.seen.set(key, Object.fromEntries(this.parts.formatToParts(key).map((part) => [part.type, part.value])));
    }
    const parts = this.seen.get(key);
    // A month's name is cut to three letters, as the report has it.
    return { ...parts, month: parts.month.slice(0, 3) };
  }

  /** "24 Sep, 22:00" */
  moment(time) {
    if (!time) return "not within the forecast";
    const at = this.read(time);
    return `${at.day}${NB}${at.month}, ${at.hour}:${at.minute}`;
  }

  /** "Sun 24 Sep, 22:00" */
  full(time) {
    return `${this.read(time).weekday} ${this.moment(time)}`;
  }

  /** "24 Sep 2023, 22:00 (UTC+4)" */
  dated(time) {
    const at = this.read(time);
    return `${at.day}${NB}${at.month}${NB}${at.year}, ${at.hour}:${at.minute} (${this.zoneName(time)})`;
  }

  /** When something was said: a day alone where only the day is known (it then ends the day). */
  said(time) {
    if (!time) return "–";
    if (!/T/.test(time)) return time;
    const at = this.read(time);
    const day = `${at.day}${NB}${at.month}${NB}${at.year}`;
    return /T(23:59|00:00)/.test(time) ? day : `${day}, ${at.hour}:${at.minute}`;
  }

  /** "24 Sep" */
  day(time) {
    const at = this.read(time);
    return `${at.day}${NB}${at.month}`;
  }

  hour(time) {
    const at = this.read(time);
    return Number(at.hour) + Number(at.minute) / 60;
  }

  zoneName(time) {
    const part = this.offset.formatToParts(new Date(time)).find((one) => one.type === "timeZoneName");
    return (part?.value ?? "UTC").replace("GMT", "UTC").replace(/^UTC[+-]0$/, "UTC");
  }
}

/** A figure as it was stated: a value or a range, with its unit. */
export function figureOf(claim) {
  if (claim.figure) return claim.figure;
  const unit = claim.unit === "percent" ? "\u00a0%" : ` ${claim.unit ?? ""}`;
  if (claim.value !== null && claim.value !== undefined) return `${exact(claim.value)}${unit}`;
  if (claim.low !== null && claim.high !== null) return `${exact(claim.low)} to ${exact(claim.high)}${unit}`;
  return claim.low !== null ? `at least ${exact(claim.low)}${unit}` : `at most ${exact(claim.high)}${unit}`;
}

/** "25 Sep" of a bare date. */
export function dayName(date) {
  const at = new Date(`${date}T12:00Z`);
  return `${at.getUTCDate()}${NB}${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][at.getUTCMonth()]}`;
}

/** "Mon 25 Sep" of a bare date. */
export function weekday(date) {
  return `${["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][new Date(`${date}T12:00Z`).getUTCDay()]} ${dayName(date)}`;
}

/** "69,500 to 149,000" */
export function between(low, high, show = people) {
  return `${show(low)} to ${show(high)}`;
}

/** Value and interval of five quantiles (5, 25, 50, 75, 95 %) in a unit. */
export function figureText(q, unit, clock) {
  if (!q) return { value: "–", interval: "" };
  if (unit === "time") {
    const value = q[2] ? clock.moment(q[2]) : "after the forecast's end";
    const high = q[4] ? clock.moment(q[4]) : "after the end";
    if (!q[0]) return { value, interval: `90${NB}%: all after the end` };
    return { value, interval: `90${NB}%: ${q[0] ? clock.moment(q[0]) : "after the end"} to ${high}` };
  }
  const show = unit === "share" ? percent : unit === "people" ? people : amount;
  return { value: show(q[2]), interval: `90${NB}%: ${between(q[0], q[4], show)}` };
}
