import { datesCalendar } from '#domain/calls/calendar.rules.ts';
import { publishedCall, wholeCall } from '#domain/calls/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function GET({ params, locals: { db, locale, site } }) {
	const call = await wholeCall(reading(db), await publishedCall(reading(db), params.call));
	return new Response(datesCalendar(call, locale, site), {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': `attachment; filename="${call.slug}.ics"`
		}
	});
}
