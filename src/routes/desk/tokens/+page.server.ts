import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { RevokeForm, TokenForm } from '#domain/tokens/form.ts';
import { tokensOf } from '#domain/tokens/read.server.ts';
import { lifetimes, tokenPrefix } from '#domain/tokens/rules.ts';
import { makeToken, revokeToken } from '#domain/tokens/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { askedRights } from '../../api/openapi.ts';

/** The tokens of one host the visitor organises for, and what a new one may be given. */
export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const hosts = await hostsNamed(reading(db), hostsOrganised(visitor));
	const host = url.searchParams.get('host') ?? hosts[0]?.id ?? null;
	const tokens = host ? await tokensOf(reading(db), gate.hostOrganiser(visitor, host), arrivedAt) : [];
	return { hosts, host, tokens, rights: askedRights, lifetimes };
}

export const actions = {
	make: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		return forForm(data, async () => {
			const { host, ...form } = readForm(TokenForm, data);
			const secret = `${tokenPrefix}${newSecret()}`;
			await makeToken(db, gate.hostOrganiser(visitor, host), { form, secret }, arrivedAt);
			return { secret };
		});
	},
	revoke: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		return forForm(data, async () => {
			const { host, token } = readForm(RevokeForm, data);
			await revokeToken(db, gate.hostOrganiser(visitor, host), token, arrivedAt);
			return { secret: null };
		});
	}
};
