// Those who were let in once and are no more, and those who come with something that opens other doors.
import { sql } from 'kysely';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { visitorBySecret } from '#domain/people/read.server.ts';
import { makeToken } from '#domain/tokens/write.server.ts';
import { buriedTexts } from './buried.ts';
import { signInOf, type Planted } from './doors.ts';

export const formers = ['former', 'expired', 'signedOut', 'moderator', 'guest', 'bearer', 'device'] as const;
/**
 * former: reviewed, organised and audited, and has given all of it back. expired, signedOut: an organiser's sign-in that
 * is over. moderator, guest: with a role of another kind. bearer: a program's token that may read calls. device: a phone
 * at a door.
 */
export type Former = (typeof formers)[number];

/** What each shows with a request: a cookie, or a token. */
export async function plantFormers(db: Db, planted: Planted): Promise<Record<Former, Record<string, string>>> {
	const host = planted.busan.host_id;
	const cookie = (secret: string) => ({ cookie: `sign-in=${secret}` });
	await sql`insert into people (email, name, locale, made_at) values ('former@example.test', 'Former', 'en', now())`.execute(
		db
	);
	for (const role of ['reviewer', 'organiser', 'auditor'])
		await sql`insert into roles (person_id, role, host_id, given_at, ended_at)
			select id, ${role}, ${host}, now() - interval '9 days', now() from people where email = 'former@example.test'`.execute(
			db
		);
	const organiser = 'organiser@madang.example';
	const [expired, signedOut] = [await signInOf(db, organiser), await signInOf(db, organiser)];
	await sql`update sign_ins set expires_at = now() where token_hash = ${hashed(expired)}`.execute(db);
	await sql`update sign_ins set ended_at = now() where token_hash = ${hashed(signedOut)}`.execute(db);
	const secret = newSecret();
	const visitor = await visitorBySecret(reading(db), planted.cookies.organiser, new Date());
	const form = { name: 'Reads calls', rights: ['calls.read' as const], days: 1 };
	await makeToken(db, gate.hostOrganiser(visitor, host), { form, secret }, new Date());
	const device = newSecret();
	await sql`update door_devices set token_hash = ${hashed(device)}, public_key = 'x', enrolled_at = now() where name = ${buriedTexts.deviceName}`.execute(
		db
	);
	return {
		former: cookie(await signInOf(db, 'former@example.test')),
		...{ expired: cookie(expired), signedOut: cookie(signedOut) },
		moderator: cookie(await signInOf(db, 'moderator@madang.example')),
		guest: cookie(await signInOf(db, 'guest@madang.example')),
		bearer: { authorization: `Bearer mdg_${secret}` },
		device: { authorization: `Device ${device}` }
	};
}
