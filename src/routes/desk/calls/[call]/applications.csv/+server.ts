import { tableOf } from '#domain/applications/answers.rules.ts';
import { formFieldsOf, liveApplications } from '#domain/applications/read.server.ts';
import { tellExport } from '#domain/applications/write.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { csv } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';

/** Every submitted application as a table. That personal data went out is a fact: the journal tells it. */
export async function GET({ params, locals: { db, visitor, locale, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.organiser(visitor, call);
	const rows = tableOf(await liveApplications(reading(db), call.id), await formFieldsOf(reading(db), call.id), locale);
	await tellExport(db, who, rows.length - 1, arrivedAt);
	return new Response(csv(rows), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="applications-${call.slug}.csv"`
		}
	});
}
