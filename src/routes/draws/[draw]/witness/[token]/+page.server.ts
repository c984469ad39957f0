import { commitSecret } from '#draw';
import { HashPromised, SecretGiven } from '#domain/draws/form.ts';
import { callOfDraw, witnessByToken, witnessesOf } from '#domain/draws/read.server.ts';
import { promiseSecret, revealSecret } from '#domain/draws/witnesses.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { clockAheadMs } from '#lib/clock.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, arrivedAt } }) {
	const { witness, draw } = await witnessByToken(reading(db), params.draw, params.token);
	const [call, witnesses] = [await callOfDraw(reading(db), draw), await witnessesOf(reading(db), draw.id)];
	const { name, commitment, committed_at, reveal, revealed_at } = witness;
	return {
		...{ draw, witnesses, title: call.title, zone: call.stop.time_zone, now: arrivedAt },
		me: { name, commitment, committed_at, reveal, revealed_at }
	};
}

export const actions = {
	promise: async ({ request, params, locals: { db, arrivedAt } }) => {
		const data = await request.formData();
		return forForm(data, () => {
			const link = { slug: params.draw, token: params.token };
			return promiseSecret(db, link, promiseIn(data), arrivedAt);
		});
	},
	reveal: async ({ request, params, locals: { db, arrivedAt } }) => {
		const data = await request.formData();
		return forForm(data, () => {
			const { secret } = readForm(SecretGiven, data);
			const link = { slug: params.draw, token: params.token };
			return revealSecret(db, link, { secret, aheadMs: clockAheadMs() }, arrivedAt);
		});
	}
};

/** The hash that was sent; or that of the secret, which is read here, hashed, and goes nowhere else. */
function promiseIn(data: FormData): string {
	if (String(data.get('commitment') ?? '').trim()) return readForm(HashPromised, data).commitment;
	return commitSecret(readForm(SecretGiven, data).secret);
}
