import { encodeQR } from 'qr';
import { SecondGiven } from '#domain/people/form.ts';
import { addTotp, makeRecoveryCodes, offerTotp, removeTotp } from '#domain/people/factors.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { factorsOf, offeredTotp } from '#domain/people/signins.read.server.ts';
import { hasFactor } from '#domain/people/signins.rules.ts';
import { agentOf } from '#lib/agent.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { keepSignIn } from '#lib/cookies.server.ts';
import { reading } from '#lib/db.server.ts';
import { insidePath } from '#lib/paths.ts';
import { totpAddress } from '#lib/totp.server.ts';

/** What a person shows besides a mail's code: to set it up and to take it away. */
export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const who = gate.keeper(visitor);
	const [factors, secret] = await Promise.all([
		factorsOf(reading(db), who.personId),
		offeredTotp(reading(db), who, arrivedAt)
	]);
	const next = url.searchParams.has('next') ? insidePath(url.searchParams.get('next')) : null;
	const mustShow = !who.isStrong && hasFactor(factors);
	return {
		next,
		factors,
		mustShow,
		isAsked: Boolean(visitor.asleep?.length),
		offered: secret && shown(secret, visitor.person!)
	};
}

// The key in fours, as it is typed where no camera reads the picture.
function shown(secret: string, { email }: { email: string }) {
	const address = totpAddress(secret, { issuer: 'Madang', label: email });
	const qr = `data:image/svg+xml,${encodeURIComponent(encodeQR(address, 'svg', { ecc: 'low' }))}`;
	return { key: secret.replace(/(.{4})(?=.)/g, '$1 '), qr };
}

export const actions = {
	offer: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => offerTotp(db, gate.keeper(visitor), arrivedAt));
		return 'done' in answer ? undefined : answer;
	},
	add: async ({ request, cookies, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const agent = agentOf(request.headers.get('user-agent'));
		const answer = await forForm(data, () =>
			addTotp(db, gate.keeper(visitor), { code: readForm(SecondGiven, data).code, agent }, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		if (answer.done.secret) keepSignIn(cookies, answer.done.secret);
		return { isAdded: true, codes: answer.done.codes };
	},
	remove: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => removeTotp(db, gate.keeper(visitor), arrivedAt));
		return 'done' in answer ? undefined : answer;
	},
	recovery: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => makeRecoveryCodes(db, gate.keeper(visitor), arrivedAt));
		return 'done' in answer ? { isAdded: false, codes: answer.done } : answer;
	}
};
