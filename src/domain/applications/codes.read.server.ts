import { sql } from 'kysely';
import { hashed } from '#lib/secret.server.ts';
import type { Reader } from '#lib/db.server.ts';
import type { Applicant, Auditor, InCall } from '#domain/people/rules.ts';
import { codeState, type CodeState } from './codes.rules.ts';
import type { Admission } from './hours.rules.ts';

/** The codes of this call the applicant has taken up, and that still stand. */
export function admissionsOf(db: Reader, who: InCall): Promise<Admission[]> {
	return db
		.selectFrom('invite_code_uses')
		.innerJoin('invite_codes', 'invite_codes.id', 'invite_code_uses.code_id')
		.select(['track_id', 'valid_until'])
		.where('person_id', '=', who.personId)
		.where('call_id', '=', who.callId)
		.where('ended_at', 'is', null)
		.execute();
}

/** What the code in a link says to whoever brings it, or undefined where this call has no such code. */
export async function codeInLink(db: Reader, who: Applicant, secret: string, at: Date) {
	const code = await db
		.selectFrom('invite_codes')
		.leftJoin('tracks', 'tracks.id', 'invite_codes.track_id')
		.leftJoin('invite_code_uses as mine', (join) =>
			join.onRef('mine.code_id', '=', 'invite_codes.id').on('mine.person_id', '=', who.personId)
		)
		.select(['uses', 'used', 'valid_until', 'ended_at', 'tracks.name as track', 'mine.used_at'])
		.where('invite_codes.call_id', '=', who.callId)
		.where('code_hash', '=', hashed(secret))
		.executeTakeFirst();
	if (!code) return undefined;
	const state: CodeState = codeState(code, code.used_at !== null, at);
	return { state, track: code.track, validUntil: code.valid_until };
}

/** Every code of a call, newest first, with who has taken it up. The code itself is nowhere to be read. */
export async function codesOf(db: Reader, who: Auditor) {
	const [codes, uses] = await Promise.all([
		db
			.selectFrom('invite_codes')
			.innerJoin('people', 'people.id', 'invite_codes.made_by')
			.leftJoin('tracks', 'tracks.id', 'invite_codes.track_id')
			.select(['invite_codes.id', 'reason', 'uses', 'used', 'valid_until', 'invite_codes.made_at', 'ended_at'])
			.select(['tracks.name as track', 'people.name as byName', 'people.email as byEmail'])
			.where('invite_codes.call_id', '=', who.callId)
			.orderBy('invite_codes.made_at', 'desc')
			.execute(),
		usesOf(db, who.callId)
	]);
	return codes.map((code) => ({ ...code, takenBy: uses.filter((use) => use.code_id === code.id) }));
}

function usesOf(db: Reader, callId: string) {
	return db
		.selectFrom('invite_code_uses')
		.innerJoin('invite_codes', 'invite_codes.id', 'invite_code_uses.code_id')
		.innerJoin('people', 'people.id', 'invite_code_uses.person_id')
		.leftJoin('applications', (join) =>
			join
				.onRef('applications.applicant_id', '=', 'invite_code_uses.person_id')
				.onRef('applications.call_id', '=', 'invite_codes.call_id')
		)
		.select(['code_id', 'used_at', 'people.name', 'people.email', 'applications.id as application'])
		.select(['applications.number'])
		.where('invite_codes.call_id', '=', callId)
		.orderBy('used_at')
		.execute();
}

/** Whether the applicant of an application has taken up an invite code of its call. */
export const cameByCode = sql<boolean>`exists (
	select from invite_code_uses join invite_codes on invite_codes.id = code_id
	where person_id = applications.applicant_id and invite_codes.call_id = applications.call_id)`.as('byCode');
