import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { visitorById } from '#domain/people/read.server.ts';
import type { HostOrganiser, Visitor } from '#domain/people/rules.ts';
import { shownToken, tokenRefused, tokenState, type Right } from './rules.ts';

/** A token as a request shows it, and who asks by it: its person with the roles they have now at its one host. */
export type Bearer = {
	id: string;
	hostId: string;
	name: string;
	rights: Right[];
	expiresAt: Date;
	visitor: Visitor;
};

/** Who asks by the token a request shows. Refuses, saying no more, what is no token, is over or was revoked. */
export async function bearerOf(db: Reader, authorization: string | null, at: Date): Promise<Bearer> {
	const secret = shownToken(authorization);
	if (!secret) throw tokenRefused();
	const token = await db
		.selectFrom('tokens')
		.selectAll()
		.where('hash', '=', hashed(secret))
		.executeTakeFirstOrThrow(tokenRefused);
	if (tokenState(token, at) !== 'good') throw tokenRefused();
	const visitor = await visitorById(db, token.person_id, at);
	if (!visitor.person) throw tokenRefused();
	const roles = visitor.roles.filter(({ hostId }) => hostId === token.host_id);
	return {
		...{ id: token.id, hostId: token.host_id, name: token.name, rights: token.rights as Right[] },
		...{ expiresAt: token.expires_at, visitor: { ...visitor, roles } }
	};
}

/** Every token of a host, the newest first: whose it is, what it may, when it was last used. Never its secret. */
export async function tokensOf(db: Reader, who: HostOrganiser, at: Date) {
	const rows = await db
		.selectFrom('tokens')
		.innerJoin('people', 'people.id', 'tokens.person_id')
		.leftJoin('people as ending', 'ending.id', 'revoked_by')
		.leftJoin('token_uses', 'token_uses.token_id', 'tokens.id')
		.select(['tokens.id', 'tokens.name', 'rights', 'tokens.made_at', 'expires_at', 'revoked_at', 'used_at'])
		.select(['people.name as personName', 'people.email', 'ending.name as endedName', 'ending.email as endedEmail'])
		.where('host_id', '=', who.hostId)
		.orderBy('tokens.made_at', 'desc')
		.orderBy('tokens.id')
		.execute();
	return rows.map(({ personName, email, endedName, endedEmail, ...row }) => ({
		...row,
		...{ rights: row.rights as Right[], person: personName || email, endedBy: endedName || endedEmail },
		state: tokenState(row, at)
	}));
}
