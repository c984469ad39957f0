import { redirect } from '@sveltejs/kit';
import { SecondGiven } from '#domain/people/form.ts';
import { confirmSecond } from '#domain/people/factors.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { providersOffered } from '#domain/people/providers.read.server.ts';
import { factorsOf } from '#domain/people/signins.read.server.ts';
import { hasFactor } from '#domain/people/signins.rules.ts';
import { agentOf } from '#lib/agent.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { keepSignIn } from '#lib/cookies.server.ts';
import { reading } from '#lib/db.server.ts';
import { insidePath } from '#lib/paths.ts';

/** What whoever came by a mail's code shows besides; who has nothing to show sets it up first. */
export async function load({ url, locals: { db, visitor } }) {
	const next = insidePath(url.searchParams.get('next'));
	const who = gate.keeper(visitor);
	if (who.isStrong) redirect(303, next);
	const hosts = [...new Set((visitor.asleep ?? []).map(({ hostId }) => hostId))];
	const [factors, providers] = await Promise.all([
		factorsOf(reading(db), who.personId),
		providersOffered(reading(db), hosts)
	]);
	if (!hasFactor(factors) && providers.length === 0) redirect(303, `/me/second?next=${encodeURIComponent(next)}`);
	return {
		...{ next, providers, hasFactor: hasFactor(factors) },
		...{ hasPasskey: factors.passkeys > 0, hasTotp: factors.hasTotp, hasRecovery: factors.recoveryLeft > 0 }
	};
}

export const actions = {
	default: async ({ request, cookies, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const agent = agentOf(request.headers.get('user-agent'));
		const answer = await forForm(data, () =>
			confirmSecond(db, gate.keeper(visitor), { code: readForm(SecondGiven, data).code, agent }, arrivedAt)
		);
		if (!('done' in answer)) return answer;
		keepSignIn(cookies, answer.done);
		redirect(303, insidePath(data.get('next')));
	}
};
