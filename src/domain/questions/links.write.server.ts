import { together, type Db } from '#lib/db.server.ts';
import { announce } from '#lib/news.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Moderator } from '#domain/people/rules.ts';
import { sessionTopic } from '#domain/programme/rules.ts';
import type { LinkForm } from './form.ts';
import { linkNotFound } from './rules.ts';
import { deskTopic } from './topics.rules.ts';

type Moderating = Moderator & { sessionId: string };
type Made = Extract<LinkForm, { do: 'make' }>;

/** Leaves a secret link to a session's projector or interpreter page; answers with its secret, which is shown once. */
export function makeLink(db: Db, who: Moderating, { kind, label }: Made, at: Date): Promise<string> {
	return together(db, async (tx) => {
		const secret = newSecret();
		const { id } = await tx
			.insertInto('session_links')
			.values({
				session_id: who.sessionId,
				kind,
				label,
				token_hash: hashed(secret),
				made_at: at,
				made_by: who.personId
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'floor.link-made', about: id });
		await announce(tx, [deskTopic(who.sessionId)], 'queue', at);
		return secret;
	});
}

/** Shuts a link: whoever holds it sees nothing from then on. The same again changes nothing. */
export function revokeLink(db: Db, who: Moderating, linkId: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const link = await tx
			.selectFrom('session_links')
			.select(['id', 'revoked_at'])
			.where('id', '=', linkId)
			.where('session_id', '=', who.sessionId)
			.forUpdate()
			.executeTakeFirstOrThrow(linkNotFound);
		if (link.revoked_at) return;
		const shut = { revoked_at: at, revoked_by: who.personId };
		await tx.updateTable('session_links').set(shut).where('id', '=', link.id).execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'floor.link-shut', about: link.id });
		await announce(tx, [sessionTopic(who.sessionId), deskTopic(who.sessionId)], 'floor', at);
	});
}
