// Writes src/lib/land.ts, the coasts that maps are drawn from: `node scripts/write-land.ts land-50m.json`.
// The file is of the package world-atlas 2.0.2: Natural Earth's land at 1:50 million, in the public domain, as TopoJSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

type Point = [number, number];
type Topology = {
	arcs: Point[][];
	transform: { scale: Point; translate: Point };
	objects: { land: { geometries: { arcs: number[][][] }[] } };
};

/** What is kept: detail in degrees, the least island in square degrees, and nothing wholly south of this latitude. */
const [detail, leastArea, south] = [0.12, 0.14, -60];

const { arcs, transform, objects } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Topology;
const { scale, translate } = transform;

const lines = arcs.map((arc) => {
	let [x, y] = [0, 0];
	return arc.map(([dx, dy]): Point => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});

// An arc with a negative number is the other one, backwards; the first point of each is the last of the one before.
const ringOf = (numbers: number[]) =>
	unwrapped(numbers.flatMap((n, at) => (n < 0 ? lines[~n]!.toReversed() : lines[n]!).slice(at === 0 ? 0 : 1)));

function unwrapped(ring: Point[]): Point[] {
	let before = ring[0]![0];
	return ring.map(([x, y]) => [(before = x + 360 * Math.round((before - x) / 360)), y]);
}

/** The points of a line that stand out from it, by Douglas and Peucker. */
function simpler(line: Point[]): Point[] {
	const [first, last] = [line[0]!, line.at(-1)!];
	const offs = line.map((point) => distance(point, first, last));
	const far = offs.indexOf(Math.max(...offs));
	if (offs[far]! < detail || line.length < 3) return [first, last];
	return [...simpler(line.slice(0, far + 1)), ...simpler(line.slice(far)).slice(1)];
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
	const shrink = Math.cos((y * Math.PI) / 180);
	const [px, py, dx, dy] = [(x - ax) * shrink, y - ay, (bx - ax) * shrink, by - ay];
	const along = dx || dy ? Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy))) : 0;
	return Math.hypot(px - along * dx, py - along * dy);
}

function area(ring: Point[]): number {
	const crosses = ring.map(([x, y], at) => x * ring[(at + 1) % ring.length]![1] - ring[(at + 1) % ring.length]![0] * y);
	return Math.abs(crosses.reduce((sum, cross) => sum + cross, 0)) / 2;
}

/** A ring in tenths of degrees: its first point, then each step from one to the next. */
function written(ring: Point[]): string {
	let [x, y] = [0, 0];
	const steps = ring.map(([lon, lat]) => {
		const [toX, toY] = [Math.round(lon * 10), Math.round(lat * 10)];
		const step = [toX - x, toY - y];
		[x, y] = [toX, toY];
		return step;
	});
	return steps
		.filter(([dx, dy], at) => at === 0 || dx || dy)
		.flat()
		.join(' ');
}

const rings = objects.land.geometries
	.flatMap((geometry) => geometry.arcs.flat())
	.map(ringOf)
	.filter((ring) => area(ring) >= leastArea && Math.max(...ring.map(([, y]) => y)) > south)
	.map(simpler)
	.filter((ring) => ring.length > 3)
	.map(written);

const file = join(import.meta.dirname, '../src/lib/land.ts');
const text = `/**
 * The coasts of the world, one ring a line: Natural Earth at 1:50 million (public domain), simpler here. Each is in tenths
 * of degrees, longitude and latitude: its first point, then every step from one to the next. A ring that crosses the
 * antimeridian goes on beyond it. Written by scripts/write-land.ts.
 */
export const coasts = \`
${rings.join('\n')}
\`.trim();
`;
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
console.log(`${rings.length} rings, ${text.length} bytes`);
