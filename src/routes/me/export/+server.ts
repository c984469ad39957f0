import { exportOf } from '#domain/erasures/export.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';

/** Everything that is kept about whoever asks, as one file to take away. */
export async function GET({ locals: { db, visitor, arrivedAt } }) {
	const all = await exportOf(reading(db), gate.signedIn(visitor), arrivedAt);
	return new Response(JSON.stringify(all, null, '\t') + '\n', {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="madang-${all.at.slice(0, 10)}.json"`
		}
	});
}
