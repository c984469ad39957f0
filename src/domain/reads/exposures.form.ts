import { z } from 'zod';
import { grouped, text, words } from '#lib/schema.ts';
import { instantIn } from '#lib/instants.ts';
import { clockIn } from '#lib/zone.ts';
import { exposureZone, idOrNull, type SoughtExposure } from './exposures.rules.ts';

/** What is told of a leak, as an organiser has read and mended the draft. */
export const ToldForm = grouped(
	z.object({ how: words(600), advice: words(600), measures: words(600), contact: words(200) })
);

/** What is sought, as the address has it: a field that says nothing that can be is left out; without times the last three days. */
export function soughtIn(asked: URLSearchParams, at: Date): SoughtExposure {
	const moment = (name: string) => {
		const [day = '', time = ''] = (asked.get(name) ?? '').split('T');
		return instantIn(exposureZone, day, time.slice(0, 5));
	};
	const address = text(60).safeParse(asked.get('address') ?? '').data;
	return {
		...{ person: idOrNull(asked.get('person')), token: idOrNull(asked.get('token')), address: address || null },
		from: moment('from') ?? new Date(at.getTime() - 3 * 86_400_000),
		until: moment('until') ?? new Date(at.getTime() + 60_000)
	};
}

/** An instant as the form's field has it. */
export function typedMoment(at: Date): string {
	const { day, time } = clockIn(exposureZone, at);
	return `${day}T${time}`;
}
