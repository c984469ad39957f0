import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { newestReceipt } from '#domain/applications/read.server.ts';
import { takesPart } from '#domain/applications/standing.read.server.ts';
import { followupNotFound } from './rules.ts';
import type { Step } from './steps.rules.ts';

/** A step as the host reads it: its words and money where they are shared, or its own. */
export type HostStep = {
	step: Step;
	side: string;
	noted_at: string;
	note: string;
	amount: number | null;
	currency: string | null;
};

const hostSteps = sql<
	HostStep[]
>`coalesce((select json_agg(json_build_object('step', step, 'side', side, 'noted_at', noted_at,
	'note', case when is_shared or side = 'host' then note else '' end,
	'amount', case when is_shared or side = 'host' then amount end,
	'currency', case when is_shared or side = 'host' then currency end) order by id)
	from followup_steps where application_id = applications.id), '[]')`;

/**
 * The follow-ups of a call as its host reads them, those begun first at the top: who offered what, whether both agreed to
 * exchange contacts, meetings, steps. Where anybody is reached, and what a side noted for itself, is not asked for.
 */
export function pipelineOf(db: Reader, callId: string) {
	return db
		.selectFrom('followups')
		.innerJoin('applications', 'applications.id', 'followups.application_id')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['applications.id', 'applications.number', 'organisations.name as firm', 'begun_at', 'begun_side'])
		.select(['carried_at', 'tracks.key as track', 'tracks.name as trackName'])
		.select([
			sql<string | null>`receipt.answers->>'region'`.as('region'),
			sql<Record<string, string[]>>`coalesce((select json_object_agg(side, kinds) from offers
				where application_id = applications.id and withdrawn_at is null), '{}')`.as('offers'),
			sql<Date | null>`(select min(released_at) from contact_releases where application_id = applications.id)`.as(
				'releasedAt'
			),
			sql<number>`(select count(*)::int from meetings where application_id = applications.id
				and starts_at is not null and cancelled_at is null)`.as('meetings'),
			hostSteps.as('steps')
		])
		.where('applications.call_id', '=', callId)
		.where('applications.withdrawn_at', 'is', null)
		.orderBy('begun_at')
		.orderBy('applications.number')
		.execute();
}
export type PipelineRow = Awaited<ReturnType<typeof pipelineOf>>[number];

/** How many applied, and how many were chosen: what the pipeline begins from. */
export async function beforePipeline(db: Reader, callId: string): Promise<{ applied: number; chosen: number }> {
	return db
		.selectFrom('applications')
		.select((eb) => eb.fn.countAll<number>().as('applied'))
		.select(
			sql<number>`count(*) filter (where exists (select from invitations where application_id = applications.id))`.as(
				'chosen'
			)
		)
		.where('call_id', '=', callId)
		.where(takesPart)
		.executeTakeFirstOrThrow();
}

/** The choices of a call's `region` field, to call each by its name. */
export async function regionNames(db: Reader, callId: string): Promise<Record<string, Words>> {
	const field = await db
		.selectFrom('fields')
		.select('options')
		.where('call_id', '=', callId)
		.where('key', '=', 'region')
		.executeTakeFirst();
	return Object.fromEntries((field?.options ?? []).map(({ value, label }) => [value, label]));
}

/** A follow-up of this call, by its application. One of another call is not there. */
export async function followupInCall(db: Reader, callId: string, id: string): Promise<string> {
	if (!isId(id)) throw followupNotFound();
	const row = await db
		.selectFrom('followups')
		.innerJoin('applications', 'applications.id', 'application_id')
		.select('applications.id')
		.where('applications.id', '=', id)
		.where('call_id', '=', callId)
		.executeTakeFirstOrThrow(followupNotFound);
	return row.id;
}

/** The call that follows this one already, if any. */
export function callAfter(db: Reader, callId: string) {
	return db.selectFrom('calls').select('slug').where('follows_id', '=', callId).executeTakeFirst();
}
