import { commitmentsOf } from './commitments.ts';
import type { Transcript } from './transcript.ts';
import { storyAtStops, type StopsStory } from './explain-stops.ts';
import { denseCounts, placeChances } from './lottery.ts';
import { about, type Fraction } from './fraction.ts';
import { keyedLots, keyedOrder } from './order.ts';
import { refuse } from './refusal.ts';
import { pieceOf, type Piece } from './shares.ts';
import { keyFor } from './stream.ts';
import { typesByLot, typesOf, type Type } from './types.ts';
import { say, type Words } from './words.ts';

/** One entrant's story, as facts for a picture and as sentences. */
export type Explanation = {
	readonly lot: number;
	readonly chance: Fraction;
	readonly drawn: boolean;
	/** from 1; null when drawn or never a reserve */
	readonly reservePosition: number | null;
	/** how many share the entrant's features, its number among them in keyed order, and how many of them were taken */
	readonly type: { readonly size: number; readonly rank: number; readonly taken: number };
	/** form `shares`: the piece of the line that the lot held */
	readonly piece?: Piece;
	/** method `stops`: the stop drawn for, if any, and the chance at each of the ranking */
	readonly stop?: string | null;
	readonly stops?: StopsStory['stops'];
	readonly says: readonly Words[];
};

/** Why this lot was, or wasn't, drawn (SPEC §11). The transcript should have been verified. Refuses an unknown lot. */
export function explain(transcript: Transcript, lot: number): Explanation {
	const { seal, roster, result } = transcript;
	const entrant = roster[lot - 1];
	if (!entrant) throw refuse('draw.unknown-lot', { lot: String(lot), size: roster.length });
	const types = typesOf(roster, seal.rules);
	const t = types.findIndex(({ members }) => members.includes(entrant));
	const members = keyedOrder(types[t]!.members, keyFor(result.seed, 'order'));
	const position = result.reserves.indexOf(lot) + 1;
	const isDrawn = result.drawn.includes(lot);
	const drawn = new Set(result.drawn);
	const facts = {
		size: members.length,
		rank: members.indexOf(entrant) + 1,
		taken: members.filter((member) => drawn.has(member.lot)).length
	};
	const told: Told = seal.rules.stops
		? storyAtStops(transcript, lot, { type: t, ...facts })
		: {
				chance: transcript.chances[t]!,
				...wayOf(transcript, types, { lot, type: t, ...facts })
			};
	return {
		lot,
		...told,
		drawn: isDrawn,
		reservePosition: position || null,
		type: facts,
		says: [say('explain.roster', { lot, size: roster.length }), ...told.says, sayOutcome(told, isDrawn, position)]
	};
}

/** The exact chance of one lot, [numerator, denominator]. */
export function chanceOfLot(transcript: Pick<Transcript, 'seal' | 'roster' | 'chances'>, lot: number): Fraction {
	const types = typesOf(transcript.roster, transcript.seal.rules);
	const t = types.findIndex(({ members }) => members.some((member) => member.lot === lot));
	if (t < 0) throw refuse('draw.unknown-lot', { lot: String(lot), size: transcript.roster.length });
	return transcript.seal.rules.stops ? placeChances(transcript.seal.lottery)[t]! : transcript.chances[t]!;
}

type Told = Pick<Explanation, 'chance' | 'piece' | 'stop' | 'stops' | 'says'>;

function sayOutcome({ stop }: Told, isDrawn: boolean, position: number): Words {
	if (isDrawn) return stop ? say('explain.stop-drawn', { stop }) : say('explain.drawn', {});
	return position ? say('explain.reserve', { position }) : say('explain.not', {});
}

type Place = { readonly lot: number; readonly type: number } & Explanation['type'];

/** The chance and what the number drawn made of it; with shares, the lot's piece too. */
function wayOf(transcript: Transcript, types: readonly Type[], place: Place): Pick<Told, 'piece' | 'says'> {
	const { seal, roster, result, chances } = transcript;
	const says = [sayChance(chances[place.type]!), ...sayWay(transcript, place)];
	if (seal.lottery.form !== 'shares') return { says };
	const order = keyedLots(commitmentsOf(roster), keyFor(result.seed, 'order'));
	const piece = pieceOf(seal, order, { typeOf: typesByLot(types), number: result.number, lot: place.lot });
	return { piece, says: says.length > 1 ? [...says, say('explain.piece', piece)] : says };
}

function sayChance(chance: Fraction): Words {
	const [num, den] = chance;
	if (num === 0) return say('explain.never', {});
	return num === den
		? say('explain.certain', {})
		: say('explain.chance', { num, den, ...about(chance), percent: ((100 * num) / den).toFixed(2) });
}

function sayWay({ seal: { lottery }, result, chances }: Transcript, place: Place): Words[] {
	const { type: t, size, rank, taken } = place;
	const { number } = result;
	const [num, den] = chances[t]!;
	if (num === 0 || num === den) return [];
	if (lottery.form === 'shares') return [say('explain.shares', { number, of: lottery.of, share: lottery.shares[t]! })];
	if (lottery.form === 'halving')
		return [
			say('explain.halving', { number, of: lottery.of, count: taken, size }),
			say('explain.rank', { rank, size })
		];
	const line = result.panel!;
	const count = denseCounts(lottery.panels[line]!, lottery.types, '/lottery')[t]!;
	const way =
		lottery.of === 1
			? say('explain.single', { count, size })
			: say('explain.panel', { number, line: line + 1, count, size });
	return [way, say('explain.rank', { rank, size })];
}
