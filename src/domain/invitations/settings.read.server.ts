import type { Reader } from '#lib/db.server.ts';
import { defaults, type Settings } from './settings.rules.ts';

/** How a call's invitations go now. */
export async function settingsOf(db: Reader, callId: string): Promise<Settings> {
	const row = await db
		.selectFrom('invitation_rules')
		.select(['moves_by', 'remind_days', 'holds_letters'])
		.where('call_id', '=', callId)
		.executeTakeFirst();
	return row ? { ...row, moves_by: row.moves_by as Settings['moves_by'] } : defaults;
}
