import { MailForm } from '#domain/records/article.form.ts';
import { mailRecord } from '#domain/records/mails.write.server.ts';
import { publicEdition } from '#domain/records/article.read.server.ts';
import { hostOf, recordPage } from '#domain/records/page.read.server.ts';
import { structuredOf } from '#domain/records/structured.rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import type { Actions } from './$types';

export async function load({ params, locals: { db, locale, arrivedAt, site } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const record = await recordPage(reading(db), stop, locale, { at: arrivedAt });
	const address = `${site}/stops/${stop.slug}/record`;
	const structured = structuredOf(record, {
		...{ url: `${address}?lang=${locale}`, baseUrl: site, host: await hostOf(reading(db), stop) },
		...{ days: [stop.starts_on, stop.ends_on], hall: stop.hall, address: stop.address },
		people: record.parts.people.delegates
	});
	return { record, address, structured };
}

export const actions = {
	mail: async ({ params, request, locals: { db, locale, browser, arrivedAt, site } }) => {
		const stop = await stopBySlug(reading(db), params.stop);
		const { content } = await publicEdition(reading(db), stop.id, { at: arrivedAt });
		const data = await request.formData();
		return forForm(data, async () => {
			const { to } = readForm(MailForm, data);
			const url = `${site}/stops/${stop.slug}/record?lang=${locale}`;
			await mailRecord(db, { browser }, { stopId: stop.id, to, title: content.title, url, locale }, arrivedAt);
		});
	}
} satisfies Actions;
