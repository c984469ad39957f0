import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import { isSignedBy, publicKeyFor } from '#lib/signing.server.ts';
import { linkNotFound } from './rules.ts';

export type LinkKind = 'projector' | 'interpreter';

/** That somebody holds a link to a session's page that nobody has shut. */
export type LinkHolder = { linkId: string; sessionId: string; kind: LinkKind };

/** Who comes by a session's secret link. Refuses a link of another kind or session, and one that was shut, as if it were not there. */
export async function linkHolder(db: Reader, sessionId: string, kind: LinkKind, token: string): Promise<LinkHolder> {
	const row = await db
		.selectFrom('session_links')
		.select('id')
		.where('token_hash', '=', hashed(token))
		.where('session_id', '=', sessionId)
		.where('kind', '=', kind)
		.where('revoked_at', 'is', null)
		.executeTakeFirstOrThrow(linkNotFound);
	return { linkId: row.id, sessionId, kind };
}

/** A session's links, newest first: who made each, and which are shut. Their secrets are nowhere. */
export function linksOf(db: Reader, sessionId: string) {
	return db
		.selectFrom('session_links')
		.select(['id', 'kind', 'label', 'made_at', 'revoked_at'])
		.where('session_id', '=', sessionId)
		.orderBy('made_at', 'desc')
		.execute();
}

export const ownPurpose = 'asker';
export const saidOfAsker = (askerId: string) => `madang/asker/v1 ${askerId}`;

/** The asker whose own link this is: their id with our signature. Refuses any other, as if it were not there. */
export async function askerByLink(db: Reader, sessionId: string, token: string): Promise<string> {
	const [id = '', signature = ''] = token.split('.');
	const key = await publicKeyFor(db, ownPurpose);
	if (!isId(id) || !key || !isSignedBy(key, saidOfAsker(id), signature)) throw linkNotFound();
	const row = await db
		.selectFrom('askers')
		.select('id')
		.where('id', '=', id)
		.where('session_id', '=', sessionId)
		.executeTakeFirstOrThrow(linkNotFound);
	return row.id;
}
