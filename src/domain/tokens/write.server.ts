import { together, type Db } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import type { TokenForm } from './form.ts';
import { tokenNotFound } from './rules.ts';

const dayMs = 86_400_000;

/** Leaves a token for who asks, at their host: its rights, its end, and the hash of its secret. Answers with its id. */
export function makeToken(
	db: Db,
	who: HostOrganiser,
	{ form, secret }: { form: Omit<TokenForm, 'host'>; secret: string },
	at: Date
): Promise<string> {
	return together(db, async (tx) => {
		const { id } = await tx
			.insertInto('tokens')
			.values({
				...{ host_id: who.hostId, person_id: who.personId, name: form.name, hash: hashed(secret) },
				...{ rights: form.rights, made_at: at, expires_at: new Date(at.getTime() + form.days * dayMs) }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const detail = { rights: form.rights, days: form.days };
		await note(tx, { at, by: who.personId, callId: null, verb: 'token.made', about: id, detail });
		return id;
	});
}

/** Ends a token of the host at once, whosever it is. Twice changes nothing; another host's is not there. */
export function revokeToken(db: Db, who: HostOrganiser, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const token = await tx
			.selectFrom('tokens')
			.select('revoked_at')
			.where('id', '=', id)
			.where('host_id', '=', who.hostId)
			.forUpdate()
			.executeTakeFirstOrThrow(tokenNotFound);
		if (token.revoked_at) return;
		await tx.updateTable('tokens').set({ revoked_at: at, revoked_by: who.personId }).where('id', '=', id).execute();
		await note(tx, { at, by: who.personId, callId: null, verb: 'token.revoked', about: id });
	});
}
