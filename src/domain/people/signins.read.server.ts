import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { unsealed } from '#lib/sealed.server.ts';
import type { Keeper, SignedIn } from './rules.ts';
import { totpMinutes, type Factors, type Way } from './signins.rules.ts';

/** A person's sign-ins that are in force at `at`, the one last used first. */
export async function signInsOf(db: Reader, who: SignedIn, at: Date) {
	const rows = await db
		.selectFrom('sign_ins')
		.leftJoin('hosts', 'hosts.id', 'sign_ins.host_id')
		.select(['sign_ins.id', 'way', 'agent', 'signed_in_at', 'seen_at', 'hosts.name as hostName'])
		.where('person_id', '=', who.personId)
		.where('ended_at', 'is', null)
		.where('expires_at', '>', at)
		.orderBy((eb) => eb.fn.coalesce('seen_at', 'signed_in_at'), 'desc')
		.orderBy('sign_ins.id')
		.execute();
	return rows.map(({ way, seen_at, signed_in_at, ...row }) => ({
		...{ ...row, signed_in_at, way: way as Way },
		seenAt: seen_at ?? signed_in_at
	}));
}

/** What a person can show besides a mail's code. */
export async function factorsOf(db: Reader, personId: string): Promise<Factors> {
	const row = await db
		.selectFrom('people')
		.select([
			sql<number>`(select count(*) from passkeys where person_id = people.id)`.as('passkeys'),
			sql<boolean>`exists (select 1 from totps where person_id = people.id and added_at is not null)`.as('hasTotp'),
			sql<number>`(select count(*) from recovery_codes where person_id = people.id and used_at is null)`.as(
				'recoveryLeft'
			)
		])
		.where('id', '=', personId)
		.executeTakeFirst();
	return row ?? { passkeys: 0, hasTotp: false, recoveryLeft: 0 };
}

/** The secret that an app is being given, for the sign-in that asked for it alone; null when there is none, or no longer. */
export async function offeredTotp(db: Reader, who: Keeper, at: Date): Promise<string | null> {
	if (!who.signInId) return null;
	const row = await db
		.selectFrom('totps')
		.select('secret')
		.where('person_id', '=', who.personId)
		.where('sign_in_id', '=', who.signInId)
		.where('added_at', 'is', null)
		.where('offered_at', '>', new Date(at.getTime() - totpMinutes * 60_000))
		.executeTakeFirst();
	return row ? unsealed(row.secret, `totp/${who.personId}`) : null;
}
