import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';

/** The fields of a call's form whose answers can be asked as questions: those of text. */
export function questionFields(db: Reader, callId: string) {
	return db
		.selectFrom('fields')
		.select(['key', 'label'])
		.where('call_id', '=', callId)
		.where('kind', 'in', ['text', 'long'])
		.orderBy('position')
		.execute();
}

/**
 * The segments that still miss a question prepared by somebody who has accepted: from two weeks before their session
 * until it ends.
 */
export async function floorsToFill(db: Reader, at: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('floors')
		.innerJoin('segments', 'segments.id', 'floors.segment_id')
		.innerJoin('sessions', 'sessions.id', 'segments.session_id')
		.select('segments.id')
		.where('field_key', 'is not', null)
		.where('ends_at', '>', at)
		.where('starts_at', '<', new Date(at.getTime() + 14 * 86_400_000))
		.where(
			sql<boolean>`exists (select from invitations join applications on applications.id = application_id
				where invitations.call_id = sessions.call_id and withdrawn_at is null
					and coalesce(invitations.stop_id, sessions.stop_id) = sessions.stop_id
					and coalesce(btrim(applications.answers ->> field_key), '') <> ''
					and not exists (select from lapses where invitation_id = invitations.id)
					and 'accept' = (select reply from replies where invitation_id = invitations.id order by replies.id desc limit 1)
					and not exists (select from questions where segment_id = segments.id
						and questions.application_id = applications.id and came_from = 'application'))`
		)
		.execute();
	return rows.map(({ id }) => id);
}
