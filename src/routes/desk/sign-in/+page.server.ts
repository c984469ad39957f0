import { ProviderForm, SecondFactorRule } from '#domain/people/form.ts';
import { gate } from '#domain/people/gate.server.ts';
import { signInRules } from '#domain/people/providers.read.server.ts';
import { groupsText } from '#domain/people/providers.rules.ts';
import { endProvider, setProvider, setSecondFactor } from '#domain/people/providers.write.server.ts';
import { hostsOrganised } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { baseUrl, providerDomains } from '#lib/settings.server.ts';

/** How those who work for one host the visitor organises for sign in. */
export async function load({ url, locals: { db, visitor } }) {
	const hosts = await hostsNamed(reading(db), hostsOrganised(visitor));
	const host = url.searchParams.get('host') ?? hosts[0]?.id ?? null;
	const rules = host ? await signInRules(reading(db), gate.hostOrganiser(visitor, host)) : null;
	const provider = rules?.provider && { ...rules.provider, groups: groupsText(rules.provider.groups) };
	return {
		...{ hosts, host, secondFactor: rules?.secondFactor ?? null, provider: provider ?? null },
		...{ back: `${baseUrl}/sign-in/provider/back`, domains: [...providerDomains.keys()] }
	};
}

export const actions = {
	rule: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const { host, rule } = readForm(SecondFactorRule, data);
			return setSecondFactor(db, gate.hostOrganiser(visitor, host), rule, arrivedAt);
		});
		return 'done' in answer ? { isSaved: true } : answer;
	},
	provider: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const form = readForm(ProviderForm, data);
			return setProvider(db, gate.hostOrganiser(visitor, form.host), form, arrivedAt);
		});
		if ('done' in answer) return { isSaved: true };
		answer.data.kept.clientSecret = ''; // a secret is not shown again
		return answer;
	},
	end: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () =>
			endProvider(db, gate.hostOrganiser(visitor, String(data.get('host'))), arrivedAt)
		);
		return 'done' in answer ? { isSaved: true } : answer;
	}
};
