// From coordinates to the sheet: Mercator, so that online tiles fit under it when wanted.

const KM_PER_DEGREE = 111.2;
const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
const degrees = (y) => (Math.atan(Math.exp(y)) * 360) / Math.PI - 90;

/** A sheet of `width` × `height` that holds all points, with `pad` around them. */
export function fit(points, width, height, pad) {
  const xs = points.map((point) => (point.lon * Math.PI) / 180);
  const ys = points.map((point) => mercator(point.lat));
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const least = 0.0004;
  const scale = Math.min((width - pad.left - pad.right) / Math.max(east - west, least), (height - pad.top - pad.bottom) / Math.max(north - south, least));
  const middle = [(west + east) / 2, (south + north) / 2];
  const centre = [(pad.left + width - pad.right) / 2, (pad.top + height - pad.bottom) / 2];
  const lat = degrees(middle[1]);
  return {
    width, height, scale,
    at: (point) => [
      centre[0] + ((point.lon * Math.PI) / 180 - middle[0]) * scale,
      centre[1] - (mercator(point.lat) - middle[1]) * scale,
    ],
    lonAt: (x) => ((middle[0] + (x - centre[0]) / scale) * 180) / Math.PI,
    latAt: (y) => degrees(middle[1] - (y - centre[1]) / scale),
    kmPerPixel: (KM_PER_DEGREE * 180) / Math.PI / scale * Math.cos((lat * Math.PI) / 180),
  };
}

/** The longer side of the box around points, in km. */
export function extent(points) {
  if (!points.length) return 0;
  const lat = points.map((point) => point.lat);
  const lon = points.map((point) => point.lon);
  const shrink = Math.cos((Math.max(...lat) * Math.PI) / 180);
  return KM_PER_DEGREE * Math.max(Math.max(...lat) - Math.min(...lat), (Math.max(...lon) - Math.min(...lon)) * shrink);
}

/** A step in degrees for the lines of a grid: about five of them. */
export function gridStep(span) {
  return [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20].find((step) => span / step <= 5) ?? 30;
}

/** Origins, and all that people pass until the first reception places. */
export function wayOut(places, links) {
  const kinds = new Map(places.map((place) => [place.id, place.kind]));
  const found = new Set(places.filter((place) => place.kind === "origin").map((place) => place.id));
  const open = [...found];
  while (open.length) {
    const here = open.pop();
    for (const link of links) {
      if (link.from !== here || found.has(link.to)) continue;
      found.add(link.to);
      if (kinds.get(link.to) !== "reception") open.push(link.to);
    }
  }
  return places.filter((place) => found.has(place.id));
}

/** The corners of the outline around points, pushed out by `grow` pixels. */
export function hull(points, grow) {
  if (points.length < 2) return points;
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list) => list.reduce((kept, point) => {
    while (kept.length > 1 && turn(kept.at(-2), kept.at(-1), point) <= 0) kept.pop();
    return [...kept, point];
  }, []);
  const corners = [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
  const cx = corners.reduce((sum, point) => sum + point[0], 0) / corners.length;
  const cy = corners.reduce((sum, point) => sum + point[1], 0) / corners.length;
  return corners.map(([x, y]) => {
    const far = Math.hypot(x - cx, y - cy) || 1;
    return [x + ((x - cx) / far) * grow, y + ((y - cy) / far) * grow];
  });
}
