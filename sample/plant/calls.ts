import type { Tx } from '#lib/db.server.ts';
import { noteAll } from '#domain/journal/write.server.ts';
import type { SampleCall, SampleProgramme } from '../types.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants a call with its tracks, form, terms, criteria and quotas; answers with its id. */
export async function plantCall(tx: Tx, programme: SampleProgramme, call: SampleCall, ids: Ids): Promise<string> {
	const organiser = must(ids.people, programme.roles.find(({ role }) => role === 'organiser')?.person ?? '');
	const { id } = await tx
		.insertInto('calls')
		.values({
			...{ slug: call.slug, host_id: ids.host, stop_id: must(ids.stops, call.stop) },
			...{ notice_number: call.noticeNumber, title: call.title, purpose: call.purpose },
			...{ who_may: call.whoMay, how_chosen: call.howChosen, reply_days: call.replyDays },
			...{ opens_at: call.opensAt, closes_at: call.closesAt, review_until: call.reviewUntil, draw_at: call.drawAt },
			...{ made_at: call.publishedAt, made_by: organiser, published_at: call.publishedAt, published_by: organiser }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await plantParts(tx, call, id);
	const line = { at: call.publishedAt, by: organiser, callId: id, about: id };
	await noteAll(tx, [
		{ ...line, verb: 'call.made' },
		{ ...line, verb: 'call.published' }
	]);
	return id;
}

const noBesides = { kind: 'use', recipient: null, country: null, transfer: null, contact: null, refusal: null };

async function plantParts(tx: Tx, call: SampleCall, callId: string): Promise<void> {
	const placed = <T extends object>(rows: T[]) => rows.map((row, position) => ({ call_id: callId, position, ...row }));
	await insertAll(tx, 'tracks', placed(call.tracks));
	await insertAll(
		tx,
		'fields',
		placed(
			call.fields.map(({ key, kind, label, help, isRequired, isFeature, maxLength, options, ...more }) => ({
				...{ key, kind, label, help, is_required: isRequired, is_feature: isFeature },
				...{ max_length: maxLength, options: JSON.stringify(options) },
				...{ settings: more.settings, shown_when: more.shownWhen }
			}))
		)
	);
	await insertAll(
		tx,
		'terms',
		placed(
			call.terms.map(({ isRequired, keepDays, besides, ...term }) => ({
				...noBesides,
				...term,
				...besides,
				...{ is_required: isRequired, keep_days: keepDays }
			}))
		)
	);
	await insertAll(
		tx,
		'criteria',
		placed(call.criteria.map((criterion) => ({ ...criterion, anchors: JSON.stringify(criterion.anchors) })))
	);
	await insertAll(
		tx,
		'quotas',
		call.quotas.map((quota) => ({ call_id: callId, ...quota }))
	);
}
