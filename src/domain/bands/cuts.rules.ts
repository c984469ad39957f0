import { chancesOf, DrawRefusal, saying, type Fraction, type Rules } from '#draw';
import { plan } from '#draw/plan/plan.ts';
import { typesOf } from '#draw/types.ts';
import { refusal } from '#lib/refusal.ts';
import type { Words } from '#lib/words.ts';
import { bandOf, type Band, type CutLines } from './rules.ts';
import type { Interval } from './calibration.rules.ts';
import { inDraw, wayInDraw, type Cut, type Method, type Placed, type Way } from './methods.rules.ts';

/**
 * The bands of one track. By lines: a score on a line belongs above it. By a way from intervals: certain is accepted;
 * who can have no chance however the others truly stand is declined; the rest is drawn, with the chances of the draw
 * itself. Without a score there is no way in.
 */
export async function cutTrack(
	all: Placed[],
	places: number,
	method: Method,
	lines: CutLines | null
): Promise<Map<string, Cut>> {
	if (method.way === 'lines')
		return new Map(all.map(({ id, score }) => [id, { band: lines ? bandOf(score, lines) : 'decline', chance: null }]));
	const able = all.filter((one): one is Placed & { interval: Interval } => one.interval !== null);
	const isOut = hopeless(able, places);
	// Merit's chances may hang on everybody who is there: they are planned for those whom the draw will have.
	const planned = method.way === 'merit' ? able.filter(({ id }) => !isOut(id)) : able;
	const chances = await chancesFrom(planned, places, method);
	return new Map(
		all.map(({ id, interval }) => {
			const chance = chances.get(id) ?? ([0, 1] as const);
			return [id, { band: bandFrom(chance, interval === null || isOut(id), method.way), chance }];
		})
	);
}

function bandFrom([num, den]: Fraction, isOut: boolean, way: Way): Band {
	if (num === den) return 'accept';
	return num === 0 && (isOut || way !== 'merit') ? 'decline' : 'draw';
}

/** Who is surely worse than as many as there are places: no true order puts them among the best. */
function hopeless(all: (Placed & { interval: Interval })[], places: number): (id: string) => boolean {
	const lows = all.map(({ interval }) => interval.low).sort((a, b) => b - a);
	const last = places === 0 ? Infinity : (lows[places - 1] ?? -Infinity);
	const out = new Set(all.filter(({ interval }) => interval.high < last).map(({ id }) => id));
	return (id) => out.has(id);
}

async function chancesFrom(
	all: (Placed & { interval: Interval })[],
	places: number,
	method: Method
): Promise<Map<string, Fraction>> {
	if (all.length <= places) return new Map(all.map(({ id }) => [id, [1, 1] as const]));
	if (places === 0) return new Map();
	// The draw takes commitments; here any sixteen different bytes will do.
	const candidates = all.map(({ interval }, at) => {
		return { commitment: at.toString(16).padStart(32, '0').padEnd(64, '0'), features: {}, score: inDraw(interval) };
	});
	const planned = await planOrSay(candidates, { method: 'scores', places, ...wayInDraw(method) });
	const chances = chancesOf(planned.lottery);
	const types = typesOf(planned.roster, planned.rules);
	return new Map(types.flatMap(({ members }, t) => members.map(({ lot }) => [all[lot - 1]!.id, chances[t]!] as const)));
}

async function planOrSay(candidates: Parameters<typeof plan>[0], rules: Rules) {
	try {
		return await plan(candidates, rules);
	} catch (fault) {
		if (fault instanceof DrawRefusal) throw cannotBeCut(saying(fault));
		throw fault;
	}
}

export const cannotBeCut = (why: Words) => refusal('conflict', 'reviews.cannot-be-cut', why);
