// Names beside places: none covers another, and those that must stand away get a thin line.

const overlap = (a, b) => {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high : 0;
};

const boxAt = (left, top, wide, high) => ({ left, top, right: left + wide, bottom: top + high });

/** Positions around a spot, the best first: beside, over and under, then farther off. */
function* around(spot) {
  const { x, y, r, wide, high } = spot;
  for (const gap of [5, 16, 30, 48, 70]) {
    const d = r + gap;
    const q = d * 0.72;
    yield boxAt(x + d, y - high / 2, wide, high);
    yield boxAt(x - d - wide, y - high / 2, wide, high);
    yield boxAt(x - wide / 2, y - d - high, wide, high);
    yield boxAt(x - wide / 2, y + d, wide, high);
    yield boxAt(x + q, y - q - high, wide, high);
    yield boxAt(x + q, y + q, wide, high);
    yield boxAt(x - q - wide, y - q - high, wide, high);
    yield boxAt(x - q - wide, y + q, wide, high);
  }
}

/**
 * Boxes for the labels of spots `{id, x, y, r, wide, high}`, in their order; null where there is no room.
 * `lines` are pairs of points that labels keep off where they can; `taken` is drawn on already.
 */
export function placeLabels(spots, { width, height, lines = [], taken = [] }) {
  const circles = spots.map((spot) => ({ id: spot.id, x: spot.x, y: spot.y, r: spot.r, ...boxAt(spot.x - spot.r, spot.y - spot.r, 2 * spot.r, 2 * spot.r) }));
  const beads = lines.flatMap(([a, b]) => {
    const count = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 9);
    return Array.from({ length: count + 1 }, (_, i) => {
      const [x, y] = [a[0] + ((b[0] - a[0]) * i) / count, a[1] + ((b[1] - a[1]) * i) / count];
      return boxAt(x - 3, y - 3, 6, 6);
    });
  });
  const done = [...taken];
  const cost = (box, spot) => {
    if (box.left < 2 || box.top < 2 || box.right > width - 2 || box.bottom > height - 2) return Infinity;
    if (done.some((other) => overlap(box, other) > 0)) return Infinity;
    let sum = 0;
    const own = apart(spot, box) - spot.r;
    for (const circle of circles) {
      if (circle.id === spot.id) continue;
      sum += 4 * overlap(box, circle);
      // A name that stands nearer to another dot than to its own would be read as that one's.
      const other = apart(circle, box) - circle.r;
      if (other < own - 2) { if (other < 7 && own > 26) return Infinity; sum += other < 7 ? 220 : 90; }
    }
    for (const bead of beads) sum += overlap(box, bead);
    return sum;
  };
  const result = new Map();
  for (const spot of spots) {
    if (!spot.wide) continue;
    let [best, least, i] = [null, Infinity, 0];
    for (const box of around(spot)) {
      const price = cost(box, spot) + i * 7;
      if (price < least) [best, least] = [box, price];
      i += 1;
    }
    if (best) done.push(best);
    result.set(spot.id, best);
  }
  return result;
}

/** How far a point is from a box. */
function apart({ x, y }, box) {
  return Math.hypot(x - Math.max(box.left, Math.min(x, box.right)), y - Math.max(box.top, Math.min(y, box.bottom)));
}

/** Where the thin line from a spot to its label ends, or null where the label is near. */
export function leader(spot, box) {
  const x = Math.max(box.left, Math.min(spot.x, box.right));
  const y = Math.max(box.top, Math.min(spot.y, box.bottom));
  return Math.hypot(x - spot.x, y - spot.y) > spot.r + 12 ? [x, y] : null;
}
