import { randomUUID } from 'node:crypto';
import { issuePasses } from '#domain/registrations/passes.write.server.ts';
import type { Db, Tx } from '#lib/db.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { arrivalsOf } from '../arrivals.ts';
import type { SampleRan } from '../register.types.ts';
import { veteran } from '../staff.ts';
import type { SampleProgramme } from '../types.ts';
import { after, days, hours, minutes } from '../zone.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants how the sessions that are over ran: when their segments began and ended, and who came in at their doors. */
export async function plantRan(tx: Tx, { ran }: SampleProgramme, ids: Ids): Promise<void> {
	for (const one of ran) {
		const session = await tx
			.selectFrom('sessions')
			.select(['id', 'call_id', 'stop_id', 'starts_at', 'ends_at'])
			.where('slug', '=', one.session)
			.executeTakeFirstOrThrow();
		const at = after(session.starts_at, -days(2));
		if (session.call_id) await issuePasses(tx as Db, { ...session, call_id: session.call_id }, at);
		await plantMarks(tx, session, { ...one, by: must(ids.people, 'moderator') });
		await plantArrivals(tx, session, { ...one, by: must(ids.people, 'organiser') });
	}
}

type Session = { id: string; starts_at: Date; ends_at: Date };

async function plantMarks(tx: Tx, { id, starts_at }: Session, { minutes: took, by }: SampleRan & { by: string }) {
	const segments = await tx
		.selectFrom('segments')
		.select('id')
		.where('session_id', '=', id)
		.orderBy('position')
		.execute();
	let begun = after(starts_at, minutes(2));
	const marks = segments.flatMap(({ id: segment_id }, nth) => {
		const ended = after(begun, minutes(took[nth]!));
		const rows = [
			{ segment_id, mark: 'begin', marked_at: begun, marked_by: by },
			{ segment_id, mark: 'end', marked_at: ended, marked_by: by }
		];
		begun = after(ended, minutes(1));
		return rows;
	});
	await insertAll(tx, 'segment_marks', marks);
}

/** One door, one phone; people come as they came to a real first day, within the hour before the beginning. */
async function plantArrivals(tx: Tx, session: Session, { came, by }: SampleRan & { by: string }) {
	const [door, device] = [randomUUID() as string, randomUUID() as string];
	const { id: session_id, starts_at, ends_at } = session;
	const opens = after(starts_at, -hours(1));
	const made = { made_at: after(starts_at, -days(1)), made_by: by };
	await insertAll(tx, 'doors', [
		{ id: door, session_id, name: { ko: '정문', en: 'Main door' }, opens_at: opens, closes_at: ends_at, ...made }
	]);
	await insertAll(tx, 'door_devices', [
		{ id: device, door_id: door, name: '정문 1', enrol_until: made.made_at, salt: newSecret(), ...made }
	]);
	const tickets = await tx
		.selectFrom('tickets')
		.leftJoin('attendees', 'attendees.id', 'attendee_id')
		.select(['tickets.id', 'secret'])
		.where('session_id', '=', session_id)
		.where('revoked_at', 'is', null)
		.orderBy((eb) => eb('email', 'is not distinct from', veteran.email), 'desc') // who tries it out was there
		.orderBy('tickets.code')
		.execute();
	const times = arrivalsOf(Math.round(tickets.length * came), hours(1) / 16);
	await insertAll(
		tx,
		'check_ins',
		times.map((ms, nth) => {
			const at = after(opens, ms);
			const { id: ticket_id, secret: said } = tickets[nth]!;
			return {
				...{ device_id: device, nonce: `sample-${ticket_id}`, door_id: door, session_id, ticket_id, said },
				...{ way: 'entry', at, device_at: at, ahead_ms: 0, was_let: true, told: 'in', received_at: at }
			};
		})
	);
}
