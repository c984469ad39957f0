import { gate } from '#domain/people/gate.server.ts';
import { authorityForm, exposureLetter } from '#domain/reads/exposures.mail.ts';
import { exposedTo, exposureOf, fieldLabels } from '#domain/reads/exposures.read.server.ts';
import {
	exposureZone,
	tellWithinHours,
	type SoughtExposure,
	type ToldExposure
} from '#domain/reads/exposures.rules.ts';
import { releaseExposure, tellsOf } from '#domain/reads/exposures.write.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { locales } from '#lib/words.ts';
import { written } from '#lib/zone.ts';

/** The notice to those concerned and the report to the authority, as they were made, in both languages. */
export async function load({ url, params, locals: { db, visitor, locale } }) {
	const host = url.searchParams.get('host') ?? '';
	const who = gate.hostAuditor(visitor, host);
	const kept = await exposureOf(reading(db), who, params.exposure);
	const told = kept.told as unknown as ToldExposure;
	const { from, until, ...rest } = kept.sought as unknown as Omit<SoughtExposure, 'from' | 'until'> & {
		from: string;
		until: string;
	};
	const found = await exposedTo(reading(db), who, { ...rest, from: new Date(from), until: new Date(until) });
	const labels = await fieldLabels(reading(db), [...new Set(found.map(({ call }) => call))]);
	const of = found.length ? tellsOf(found, { host: kept.host, labels }) : null;
	const { all, held, dropped } = kept.letters;
	const letters = { all, released: all - held - dropped };
	const due = new Date(kept.made_at.getTime() + tellWithinHours * 3_600_000);
	return {
		...{ host, letters: kept.letters, people: kept.people, applications: kept.applications },
		mayTell: visitor.roles.some(({ role, hostId, callId }) => role === 'organiser' && hostId === host && !callId),
		due: written(due, exposureZone, locale),
		guises: of
			? locales.map((one) => ({
					locale: one,
					letter: exposureLetter('', { ...of, numbers: of.numbers.slice(0, 1) }, told, one),
					form: authorityForm(
						{
							...of,
							...{ people: kept.people, applications: kept.applications },
							made_at: kept.made_at,
							told,
							letters
						},
						one
					)
				}))
			: []
	};
}

export const actions = {
	default: async ({ url, params, request, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.hostOrganiser(visitor, url.searchParams.get('host') ?? '');
		return forForm(await request.formData(), () => releaseExposure(db, who, params.exposure, arrivedAt));
	}
};
