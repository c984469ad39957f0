import { isWithin, type Reader } from '#lib/db.server.ts';
import { keptWhileUnchanged } from '#lib/revised.ts';
import type { DeadlineChange } from './deadlines.rules.ts';
import { formOf } from './forms.read.server.ts';
import { jointOf } from './joint.read.server.ts';
import type { Call, Parts, Quota } from './rules.ts';

type Owner = Pick<Call, 'id' | 'revision' | 'stop_id' | 'host_id'>;

/**
 * What a call is made of beside its own row, as it was when that row was read, or newer. Every page of a call asks for it and
 * it changes seldom, so it is read once for each revision the store has given the call; inside a transaction it is read anew.
 */
export function partsOf(db: Reader, call: Owner): Promise<Parts> {
	return isWithin(db) ? readParts(db, call) : keptParts(db, call);
}

// Whoever was drawn at one of several stops is shown the call as of that stop.
const keptParts = keptWhileUnchanged(readParts, { keyOf: ({ id, stop_id, host_id }) => `${id} ${stop_id} ${host_id}` });

async function readParts(db: Reader, call: Owner): Promise<Parts> {
	const [stop, host, tracks, form, terms, criteria, quotas, rounds, changes, joint] = await Promise.all([
		db.selectFrom('stops').selectAll().where('id', '=', call.stop_id).executeTakeFirstOrThrow(),
		db.selectFrom('hosts').selectAll().where('id', '=', call.host_id).executeTakeFirstOrThrow(),
		db.selectFrom('tracks').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		formOf(db, call.id),
		db.selectFrom('terms').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		db.selectFrom('criteria').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		quotasIn(db, call.id),
		db.selectFrom('rounds').selectAll().where('call_id', '=', call.id).orderBy('position').execute(),
		approvedChanges(db, call.id),
		jointOf(db, call.id)
	]);
	const { fields, version: formVersion } = form;
	return { stop, host, tracks, fields, formVersion, terms, criteria, quotas, rounds, changes, ...joint };
}

// Those of all places first, then track by track.
function quotasIn(db: Reader, callId: string): Promise<Quota[]> {
	return db
		.selectFrom('quotas')
		.selectAll()
		.where('call_id', '=', callId)
		.orderBy('track', (order) => order.asc().nullsFirst())
		.orderBy('feature')
		.orderBy('value')
		.execute();
}

function approvedChanges(db: Reader, callId: string): Promise<DeadlineChange[]> {
	return db
		.selectFrom('deadline_changes')
		.innerJoin('deadline_answers', 'deadline_answers.change_id', 'deadline_changes.id')
		.select([
			'deadline_changes.id',
			'track_id',
			'old_at',
			'new_at',
			'moves_rest',
			'reason',
			'answered_at as changed_at'
		])
		.where('call_id', '=', callId)
		.where('answer', '=', 'approved')
		.orderBy('answered_at')
		.execute();
}
