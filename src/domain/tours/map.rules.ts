import { landIn } from '#lib/coasts.ts';
import { greatCircle, projected, unwrapped, type Frame, type Place, type Point } from '#lib/globe.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { placeLabels, type Label } from './labels.rules.ts';
import { standings, type Standing, type Stop } from './rules.ts';

/** A stop as a map shows it; `name` is in the language of the page. */
export type MappedStop = Place & {
	slug: string;
	position: number;
	name: string;
	when: Standing;
};

export type Leg = { d: string; isDone: boolean };
export type Mark = { stop: MappedStop; x: number; y: number; label: Label | null };
export type Picture = { width: number; height: number; land: string; legs: Leg[]; marks: Mark[] };
export type RouteMap = { whole: Picture; frames: Frame[]; parts: Picture[] };

/** A part of the map is so many units wide and high; on the narrowest phone a unit is about a pixel. */
export const [partWidth, partHeight] = [340, 220];
/** How big a mark is, and how far apart two must be for a finger to tell them (WCAG 2.5.8). */
export const [markRadius, leastApart] = [11, 27];
const margin = 34;
const leastSpan = 6;

type Spot = { stop: MappedStop; at: Point };
type Line = { points: Point[]; isDone: boolean };

/** The stops whose place is known, as a map shows them at an instant. */
export function mappedStops(stops: Stop[], at: Date, locale: Locale): MappedStop[] {
	const when = standings(stops, at);
	return stops.flatMap(({ id, slug, position, city, latitude, longitude }) =>
		latitude === null || longitude === null
			? []
			: [{ slug, position, name: inWords(city, locale), when: when.get(id)!, latitude, longitude }]
	);
}

/**
 * The journey as pictures: the whole of it, and beside it parts of consecutive stops, each as wide as its marks can be
 * told apart. A journey that needs one part only has no other picture. Nothing without stops.
 */
export function routeMap(stops: MappedStop[]): RouteMap | null {
	if (stops.length === 0) return null;
	const spots = unwrapped(stops).map((stop) => ({ stop, at: projected(stop) }));
	const lines = spots.slice(1).map((spot, at) => lineTo(spots[at]!, spot));
	const groups = grouped(spots);
	const frames = groups.map((group) =>
		frameOf(
			group.map(({ at }) => at),
			partHeight / partWidth
		)
	);
	const parts = groups.map((group, at) => pictureOf(group, lines, { frame: frames[at]!, width: partWidth }));
	const wide = wholeFrame(spots, lines);
	const whole = pictureOf(spots, lines, { frame: wide, width: 2 * partWidth }, false);
	return { whole, frames: frames.map((frame) => within(frame, wide, whole.width)), parts };
}

function lineTo(from: Spot, to: Spot): Line {
	const ends: [Place, Place] = [{ ...from.stop }, { ...to.stop }];
	return { points: greatCircle(...ends).map(projected), isDone: to.stop.when === 'past' || to.stop.when === 'now' };
}

// As many consecutive stops as stay apart in one frame.
function grouped(spots: Spot[]): Spot[][] {
	const groups: Spot[][] = [];
	for (const spot of spots) {
		const last = groups.at(-1);
		if (last && areApart([...last, spot])) last.push(spot);
		else groups.push([spot]);
	}
	return groups;
}

function areApart(group: Spot[]): boolean {
	const points = group.map(({ at }) => at);
	const scale = partWidth / frameOf(points, partHeight / partWidth).width;
	return points.every(([x, y], i) =>
		points.slice(i + 1).every(([toX, toY]) => Math.hypot(toX - x, toY - y) * scale >= leastApart)
	);
}

/** The least frame of a shape that has these points well inside. */
function frameOf(points: Point[], ratio: number): Frame {
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	const middle = [xs, ys].map((all) => (Math.min(...all) + Math.max(...all)) / 2);
	const [wide, high] = [xs, ys].map((all) => Math.max(...all) - Math.min(...all));
	const inner = partWidth - 2 * margin;
	const width = (Math.max(wide!, leastSpan, (high! * inner) / (partHeight - 2 * margin)) * partWidth) / inner;
	const height = width * ratio;
	return { left: middle[0]! - width / 2, top: middle[1]! - height / 2, width, height };
}

// All of the way, not of the stops only: a great circle may rise far above both its ends.
function wholeFrame(spots: Spot[], lines: Line[]): Frame {
	const points = [...spots.map(({ at }) => at), ...lines.flatMap((line) => line.points)];
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	const [left, top] = [Math.min(...xs) - 12, Math.min(...ys) - 10];
	const [right, bottom] = [Math.max(...xs) + 12, Math.max(...ys) + 10];
	return { left, top, width: right - left, height: bottom - top };
}

function pictureOf(
	spots: Spot[],
	lines: Line[],
	{ frame, width }: { frame: Frame; width: number },
	isLabelled = true
): Picture {
	const scale = width / frame.width;
	const size = { width, height: rounded(frame.height * scale) };
	const place = ([x, y]: Point): Point => [rounded((x - frame.left) * scale), rounded((y - frame.top) * scale)];
	const marks = spots.map(({ stop, at }) => {
		const [x, y] = place(at);
		return { stop, x, y };
	});
	const labels = isLabelled ? placeLabels(marks, size) : [];
	return {
		...size,
		land: landIn(frame, width, isLabelled ? 1.2 : 2.4),
		legs: lines
			.filter((line) => isSeen(line, frame))
			.map(({ points, isDone }) => ({ d: pathOf(points.map(place)), isDone })),
		marks: marks.map((mark, at) => ({ ...mark, label: labels[at] ?? null }))
	};
}

function isSeen({ points }: Line, { left, top, width, height }: Frame): boolean {
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	const isAcross = Math.max(...xs) >= left && Math.min(...xs) <= left + width;
	return isAcross && Math.max(...ys) >= top && Math.min(...ys) <= top + height;
}

const pathOf = (points: Point[]) => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`;

// A part may show more sea than the whole does: its frame there ends where the whole ends.
function within(frame: Frame, wide: Frame, units: number): Frame {
	const scale = units / wide.width;
	const [left, right] = [frame.left, frame.left + frame.width].map((x) => between(x - wide.left, wide.width) * scale);
	const [top, bottom] = [frame.top, frame.top + frame.height].map((y) => between(y - wide.top, wide.height) * scale);
	return { left: rounded(left!), top: rounded(top!), width: rounded(right! - left!), height: rounded(bottom! - top!) };
}

const between = (value: number, most: number) => Math.min(most, Math.max(0, value));

const rounded = (value: number) => Math.round(value * 10) / 10;
