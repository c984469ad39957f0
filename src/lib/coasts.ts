import { clipped, projected, type Frame, type Point } from './globe.ts';
import { coasts } from './land.ts';
import { setLast } from './set-last.ts';

/** The coasts on the plane map, read once. */
const rings = coasts.split('\n').map((line) => {
	const steps = line.split(' ').map(Number);
	let [longitude, latitude] = [0, 0];
	const ring: Point[] = [];
	for (let at = 0; at < steps.length; at += 2) {
		longitude += steps[at]! / 10;
		latitude += steps[at + 1]! / 10;
		ring.push(projected({ longitude, latitude }));
	}
	const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
	return { ring, west: Math.min(...xs), east: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
});

/**
 * The land within a frame of the plane map as one SVG path, so many units wide. Detail finer than the grain, in units, is
 * left out, and a frame that goes around the earth shows a coast as often as it comes by.
 */
export function landIn(frame: Frame, units: number, grain = 1.2): string {
	const key = Object.values({ ...frame, units, grain }).join(' ');
	const path = drawn.get(key) ?? drawLand(frame, units, grain);
	setLast(drawn, key, path, mostDrawn);
	return path;
}

// Coasts never change, and a journey's frames seldom: those drawn lately are kept, some 10 kB each.
const drawn = new Map<string, string>();
const mostDrawn = 100;

function drawLand(frame: Frame, units: number, grain: number): string {
	const scale = units / frame.width;
	return rings
		.filter(({ top, bottom }) => bottom > frame.top && top < frame.top + frame.height)
		.flatMap(({ ring, west, east }) =>
			turns
				.filter((turn) => east + turn > frame.left && west + turn < frame.left + frame.width)
				.map((turn) => {
					const there = { ...frame, left: frame.left - turn };
					return pathOf(placed(clipped(ring, there), there, scale), grain);
				})
		)
		.join('');
}

const turns = Array.from({ length: 7 }, (_, at) => (at - 3) * 360);

// To half a unit: nobody sees less.
const placed = (ring: Point[], { left, top }: Frame, scale: number): Point[] =>
	ring.map(([x, y]) => [Math.round((x - left) * scale * 2) / 2, Math.round((y - top) * scale * 2) / 2]);

function pathOf(ring: Point[], grain: number): string {
	let [lastX, lastY] = [NaN, NaN];
	const kept = ring.filter(([x, y]) => {
		if (Math.abs(x - lastX) + Math.abs(y - lastY) < grain) return false;
		[lastX, lastY] = [x, y];
		return true;
	});
	if (kept.length < 3) return '';
	return `M${kept.map(([x, y], at) => (at === 0 ? `${x} ${y}` : step(kept[at - 1]!, [x, y]))).join('')}z`;
}

// Steps are shorter than places, and the second number's sign parts it from the first.
function step(from: Point, to: Point): string {
	const [dx, dy] = [to[0] - from[0], to[1] - from[1]].map((one) => String(one).replace(/^(-?)0\./, '$1.'));
	return `l${dx}${dy!.startsWith('-') ? '' : ' '}${dy}`;
}
