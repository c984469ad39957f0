import type { Tx } from '#lib/db.server.ts';
import type { CriterionPart, FieldPart, QuotaPart, RoundPart, TermPart, TrackPart } from './parts.rules.ts';

// A draft's lists are left whole: nothing refers to a draft's rows, so the new ones simply take the old ones' place.

/** Leaves a draft's tracks, in this order, in place of those it had. */
export async function leaveTracks(tx: Tx, callId: string, tracks: TrackPart[]): Promise<void> {
	await tx.deleteFrom('tracks').where('call_id', '=', callId).execute();
	if (tracks.length) await tx.insertInto('tracks').values(placed(callId, tracks)).execute();
}

/** Leaves a draft's form fields, in this order, in place of those it had. */
export async function leaveFields(tx: Tx, callId: string, fields: FieldPart[]): Promise<void> {
	await tx.deleteFrom('fields').where('call_id', '=', callId).execute();
	const rows = placed(callId, fields).map((row) => ({ ...row, options: JSON.stringify(row.options) }));
	if (rows.length) await tx.insertInto('fields').values(rows).execute();
}

/** Leaves a draft's terms, in this order, in place of those it had. */
export async function leaveTerms(tx: Tx, callId: string, terms: TermPart[]): Promise<void> {
	await tx.deleteFrom('terms').where('call_id', '=', callId).execute();
	if (terms.length) await tx.insertInto('terms').values(placed(callId, terms)).execute();
}

/** Leaves a draft's criteria, in this order, in place of those it had. */
export async function leaveCriteria(tx: Tx, callId: string, criteria: CriterionPart[]): Promise<void> {
	await tx.deleteFrom('criteria').where('call_id', '=', callId).execute();
	const rows = placed(callId, criteria).map((row) => ({ ...row, anchors: JSON.stringify(row.anchors) }));
	if (rows.length) await tx.insertInto('criteria').values(rows).execute();
}

/** Leaves a draft's quotas in place of those it had. */
export async function leaveQuotas(tx: Tx, callId: string, quotas: QuotaPart[]): Promise<void> {
	await tx.deleteFrom('quotas').where('call_id', '=', callId).execute();
	if (quotas.length) {
		const rows = quotas.map((quota) => ({ ...quota, call_id: callId }));
		await tx.insertInto('quotas').values(rows).execute();
	}
}

/** Leaves the rounds a draft announces, in this order, in place of those it had. The first round is the call itself. */
export async function leaveRounds(tx: Tx, callId: string, rounds: RoundPart[]): Promise<void> {
	await tx.deleteFrom('rounds').where('call_id', '=', callId).execute();
	const rows = rounds.map((round, at) => ({ ...round, call_id: callId, position: at + 2 }));
	if (rows.length) await tx.insertInto('rounds').values(rows).execute();
}

function placed<T extends object>(callId: string, rows: T[]) {
	return rows.map((row, at) => ({ ...row, call_id: callId, position: at + 1 }));
}
