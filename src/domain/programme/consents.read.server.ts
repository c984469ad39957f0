import type { Reader } from '#lib/db.server.ts';
import type { Consent } from './public.rules.ts';

/** What each of these speakers last said to being recorded; who was never asked is not in it. */
export async function consentsOf(db: Reader, speakerIds: string[]): Promise<Map<string, Consent>> {
	if (speakerIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('speaker_consents')
		.distinctOn('speaker_id')
		.select(['speaker_id', 'consent'])
		.where((eb) => eb('speaker_id', '=', eb.fn.any(eb.val(speakerIds))))
		.orderBy('speaker_id')
		.orderBy('id', 'desc')
		.execute();
	return new Map(rows.map(({ speaker_id, consent }) => [speaker_id, consent as Consent]));
}
