import type { Transcript } from './transcript.ts';
import { refuse } from './refusal.ts';
import type { Entrant } from './roster.ts';
import { isCounted, rowName, rowsOf, type Row } from './rows.ts';
import type { Stop } from './rules.ts';
import { say, type Words } from './words.ts';

/** What has happened since the draw: lots that gave their place back, and reserves that already moved up. */
export type Since = { readonly taken: readonly number[]; readonly gone: readonly number[] };

/** The same for method `stops`: at which stop a place is free, and at which stops reserves moved up. */
export type SinceAtStop = {
	readonly stop: string;
	readonly taken: readonly (readonly [lot: number, stop: string])[];
	readonly gone: readonly number[];
};

/** Who moves up, and why that one. `lot` is null when nobody can. */
export type MovingUp = {
	readonly lot: number | null;
	/** whether every quota is met once this lot has moved up */
	readonly keepsQuotas: boolean;
	/** reserves ahead of this lot that were passed over, because another leaves fewer quotas unmet */
	readonly passedOver: readonly number[];
	/** conditions that stay unmet, in the words of the rules */
	readonly unmet: readonly string[];
	readonly says: Words;
};

/**
 * Which lot moves up when a place is free (SPEC §9). Among reserves that share no group with one who has a place, the
 * first in reserve order among those whose moving up leaves the smallest total of missing and surplus over all quotas.
 * Refuses lots that can't have moved or gone, and says so when no place is free. Of a tour it is asked for one stop.
 */
export function nextReserve(transcript: Transcript, since: Since | SinceAtStop): MovingUp {
	if (transcript.seal.rules.stops) return nextAtStop(transcript, since, transcript.seal.rules.stops);
	return nextOfAll(transcript, since as Since);
}

function nextOfAll(transcript: Transcript, since: Since): MovingUp {
	const { seal, roster, result } = transcript;
	checkSince(transcript, since);
	const gone = new Set(since.gone);
	const holding = [...result.drawn, ...since.taken].filter((lot) => !gone.has(lot));
	if (holding.length >= seal.rules.places) return nobody('reserve.no-place-free');
	const rows = rowsOf(seal.rules, seal.lottery.types).map(({ row }) => row);
	const counts = rows.map((row) => holding.filter((lot) => isCounted(row, roster[lot - 1]!)).length);
	const away = new Set([...since.taken, ...since.gone]);
	const waiting = result.reserves.filter((lot) => !away.has(lot));
	return best(
		rows,
		counts,
		waiting.map((lot) => roster[lot - 1]!)
	);
}

/** At one stop: only those who rank it and hold nothing, and only this stop's quotas. Nobody moves from stop to stop. */
function nextAtStop(transcript: Transcript, since: Since | SinceAtStop, stops: readonly Stop[]): MovingUp {
	const { roster, result } = transcript;
	const at = atStop(transcript, since);
	const found = stops.find(({ stop }) => stop === at.stop);
	if (!found) throw refuse('draw.which-stop', { stop: at.stop });
	const gone = new Set(at.gone);
	const moved = at.taken.filter(([, stop]) => stop === at.stop).map(([lot]) => lot);
	const holding = [...(result.stops![at.stop] ?? []), ...moved].filter((lot) => !gone.has(lot));
	if (holding.length >= found.places) return nobody('reserve.no-place-free');
	const rows = (found.quotas ?? []).map((quota): Row => ({ about: 'feature', ...quota }));
	const counts = rows.map((row) => holding.filter((lot) => isCounted(row, roster[lot - 1]!)).length);
	const away = new Set([...at.taken.map(([lot]) => lot), ...at.gone]);
	const waiting = result.reserves.filter((lot) => !away.has(lot)).map((lot) => roster[lot - 1]!);
	return best(
		rows,
		counts,
		waiting.filter(({ ranking }) => ranking!.includes(at.stop))
	);
}

/** Refuses a question that names no stop, and lots that can't have moved there or gone. */
function atStop(transcript: Transcript, since: Since | SinceAtStop): SinceAtStop {
	if (!('stop' in since)) throw refuse('draw.which-stop', { stop: '' });
	checkSince(transcript, { taken: since.taken.map(([lot]) => lot), gone: since.gone });
	const astray = since.taken.find(([lot, stop]) => !transcript.roster[lot - 1]!.ranking!.includes(stop));
	if (astray) throw refuse('draw.not-at-stop', { lot: astray[0], stop: astray[1] });
	return since;
}

function best(rows: readonly Row[], counts: readonly number[], waiting: readonly Entrant[]): MovingUp {
	const able = waiting.filter((entrant) =>
		rows.every((row, r) => row.about !== 'group' || counts[r]! === 0 || !isCounted(row, entrant))
	);
	let [chosen, least]: [Entrant | undefined, number] = [undefined, Infinity];
	for (const entrant of able) {
		const wrong = unmetRows(rows, counts, entrant).reduce((sum, { by }) => sum + by, 0);
		if (wrong < least) [chosen, least] = [entrant, wrong];
		if (least === 0) break;
	}
	if (!chosen) return nobody(waiting.length ? 'reserve.groups-only' : 'reserve.nobody-left');
	const ahead = waiting.slice(0, waiting.indexOf(chosen)).map(({ lot }) => lot);
	const unmet = unmetRows(rows, counts, chosen).map(({ row }) => rowName(row));
	const facts = { lot: chosen.lot, ahead: ahead.join(', '), unmet: unmet.join('; ') };
	const code = least > 0 ? 'reserve.nearest' : ahead.length ? 'reserve.first-that-keeps' : 'reserve.first';
	return { lot: chosen.lot, keepsQuotas: least === 0, passedOver: ahead, unmet, says: say(code, facts) };
}

/** The rows (but for the number of places) that are missing or over once `entrant` is in, and by how much. */
function unmetRows(rows: readonly Row[], counts: readonly number[], entrant: Entrant): { row: Row; by: number }[] {
	return rows.flatMap((row, r) => {
		if (row.about === 'places') return [];
		const count = counts[r]! + (isCounted(row, entrant) ? 1 : 0);
		const by = Math.max(0, row.min - count, count - row.max);
		return by > 0 ? [{ row, by }] : [];
	});
}

function checkSince({ result }: Transcript, { taken, gone }: Since): void {
	const reserves = new Set(result.reserves);
	const held = new Set([...result.drawn, ...result.reserves]);
	const badTaken = taken.find((lot) => !reserves.has(lot));
	if (badTaken !== undefined) throw refuse('draw.not-a-reserve', { lot: badTaken });
	const badGone = gone.find((lot) => !held.has(lot));
	if (badGone !== undefined) throw refuse('draw.not-in-result', { lot: badGone });
}

function nobody(code: string): MovingUp {
	return { lot: null, keepsQuotas: false, passedOver: [], unmet: [], says: say(code, {}) };
}
