/** A place on the earth in degrees. A longitude may go on beyond 180: a line that crosses the antimeridian is one line. */
export type Place = { longitude: number; latitude: number };
/** A point of a plane map, in degrees at the equator; y goes down. */
export type Point = [x: number, y: number];
/** A rectangle of a plane map. */
export type Frame = { left: number; top: number; width: number; height: number };

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** Where a place is on the map: Miller's cylindrical projection (1942), which turns with longitude and ends at the poles. */
export function projected({ longitude, latitude }: Place): Point {
	return [longitude, -degrees(1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * radians(latitude))))];
}

/** The same places, each longitude as near to the one before as the earth allows. */
export function unwrapped<P extends Place>(places: P[]): P[] {
	let before = places[0]?.longitude ?? 0;
	return places.map((place) => {
		before = place.longitude + 360 * Math.round((before - place.longitude) / 360);
		return { ...place, longitude: before };
	});
}

/** The shortest way between two places, as so many places along the great circle, both ends among them. */
export function greatCircle(from: Place, to: Place, count = 24): Place[] {
	const [a, b] = [vector(from), vector(to)];
	const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
	// Neither a way to where one is nor one to the other side of the earth has a direction: the map's straight line will do.
	if (Math.sin(angle) < 1e-6) return [from, to];
	const places = Array.from({ length: count }, (_, at): Place => {
		const [p, q] = [1 - at / (count - 1), at / (count - 1)].map((part) => Math.sin(part * angle) / Math.sin(angle));
		const [x, y, z] = [0, 1, 2].map((axis) => p! * a[axis]! + q! * b[axis]!);
		return { longitude: degrees(Math.atan2(y!, x!)), latitude: degrees(Math.asin(Math.min(1, Math.max(-1, z!)))) };
	});
	return unwrapped([from, ...places.slice(1)]);
}

function vector({ longitude, latitude }: Place): [number, number, number] {
	const [lon, lat] = [radians(longitude), radians(latitude)];
	return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
}

/** What of a ring is within a frame, by Sutherland and Hodgman: side by side, each cuts off what is beyond it. */
export function clipped(ring: Point[], { left, top, width, height }: Frame): Point[] {
	const sides: [0 | 1, number, 1 | -1][] = [
		[0, left, 1],
		[0, left + width, -1],
		[1, top, 1],
		[1, top + height, -1]
	];
	return sides.reduce((rest, [axis, limit, sign]) => cutAt(rest, axis, limit, sign), ring);
}

// Every point of every coast in sight comes by here four times: so a plain loop.
function cutAt(ring: Point[], axis: 0 | 1, limit: number, sign: 1 | -1): Point[] {
	const kept: Point[] = [];
	let before = ring.at(-1)!;
	let wasIn = ring.length > 0 && sign * (before[axis] - limit) >= 0;
	for (const point of ring) {
		const isIn = sign * (point[axis] - limit) >= 0;
		if (isIn !== wasIn) kept.push(crossing(before, point, (limit - before[axis]) / (point[axis] - before[axis])));
		if (isIn) kept.push(point);
		[before, wasIn] = [point, isIn];
	}
	return kept;
}

const crossing = ([x, y]: Point, [toX, toY]: Point, part: number): Point => [
	x + part * (toX - x),
	y + part * (toY - y)
];
