import { redirect } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { ToldForm, soughtIn, typedMoment } from '#domain/reads/exposures.form.ts';
import { draftTold } from '#domain/reads/exposures.mail.ts';
import { exposedTo, exposuresOf, fieldLabels, soughtFrom } from '#domain/reads/exposures.read.server.ts';
import { partsSeen, summed } from '#domain/reads/exposures.rules.ts';
import { keepExposure } from '#domain/reads/exposures.write.server.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

const mostShown = 300;

/** What an account, a token or an address could have seen between two instants, of one host. */
export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const own = visitor.roles.filter(({ role, callId }) => (role === 'organiser' || role === 'auditor') && !callId);
	const hosts = await hostsNamed(reading(db), [...new Set(own.map(({ hostId }) => hostId))]);
	const host = url.searchParams.get('host') ?? hosts[0]?.id;
	if (!host) return { hosts, found: null };
	const who = gate.hostAuditor(visitor, host);
	const sought = soughtIn(url.searchParams, arrivedAt);
	const isAsked = url.searchParams.has('from');
	const [all, choices, kept] = await Promise.all([
		isAsked ? exposedTo(reading(db), who, sought) : [],
		soughtFrom(reading(db), who),
		exposuresOf(reading(db), who)
	]);
	const sum = summed(all);
	const labels = await fieldLabels(reading(db), [...new Set(all.map(({ call }) => call))]);
	const { name } = hosts.find(({ id }) => id === host)!;
	return {
		hosts,
		found: {
			...{ host, isAsked, choices, kept, sum, draft: draftTold(name) },
			fields: sum.fields.flatMap((key) => labels.get(key) ?? []),
			mayTell: own.some(({ role, hostId }) => role === 'organiser' && hostId === host),
			sought: { ...sought, from: typedMoment(sought.from), until: typedMoment(sought.until) },
			isCut: all.length > mostShown,
			rows: all.slice(0, mostShown).map((one) => ({
				...{ id: one.application_id, number: one.number, notice_number: one.notice_number, call: one.call },
				...{ parts: partsSeen(one), count: one.times.length, first: one.first, last: one.last }
			}))
		}
	};
}

export const actions = {
	default: async ({ url, request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const host = url.searchParams.get('host') ?? '';
		const answer = await forForm(data, () =>
			keepExposure(
				db,
				gate.hostOrganiser(visitor, host),
				{ sought: soughtIn(url.searchParams, arrivedAt), told: readForm(ToldForm, data) },
				arrivedAt
			)
		);
		if (!('done' in answer)) return answer;
		redirect(303, `/desk/reads/exposure/${answer.done}?host=${host}`);
	}
};
