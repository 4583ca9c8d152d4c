// Scales and round marks.

/** A straight map from one range to another. */
export function linear([d0, d1], [r0, r1]) {
  const span = d1 - d0 || 1;
  const map = (value) => r0 + ((value - d0) / span) * (r1 - r0);
  map.invert = (place) => d0 + ((place - r0) / (r1 - r0 || 1)) * span;
  return map;
}

/** Round numbers from `low` to `high`, about `count` of them; whole numbers only where `whole`. */
export function niceTicks(low, high, count = 5, whole = true) {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  if (whole) step = Math.max(1, Math.round(step));
  const ticks = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-6; value += step) ticks.push(Number(value.toPrecision(12)));
  return ticks;
}

/** Midnights of a zone among step ends, thinned to `most`. */
export function dayTicks(times, clock, most) {
  const midnights = [];
  const first = +new Date(times[0]);
  const last = +new Date(times.at(-1));
  const hour = 3_600_000;
  for (let at = Math.ceil(first / hour) * hour; at <= last; at += hour) {
    if (clock.hour(at) === 0) { midnights.push(at); at += 20 * hour; }
  }
  const every = Math.max(1, Math.ceil(midnights.length / Math.max(1, most)));
  return midnights.filter((_, i) => i % every === Math.floor((every - 1) / 2));
}

/** Where a time falls among times: the last index that is not later. */
export function indexAt(times, at) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Indices of the lower and upper quantile of central intervals; those not stored are left out. */
export function intervals(levels, shares) {
  const near = (level) => levels.findIndex((one) => Math.abs(one - level) < 1e-6);
  return shares
    .map((share) => ({ share, low: near((1 - share) / 2), high: near((1 + share) / 2) }))
    .filter((one) => one.low >= 0 && one.high >= 0)
    .sort((a, b) => b.share - a.share);
}

/** The row of one level of a Q. */
export function level(q, wanted) {
  const i = q.levels.findIndex((one) => Math.abs(one - wanted) < 1e-6);
  return i < 0 ? null : q.values[i];
}
