import { figuresOfStop } from '#domain/records/figures.read.server.ts';
import type { Reader } from '#lib/db.server.ts';

// Counts a stop's figures again in another way: all rows as they are, one after the other, with no query that counts.
// What was put together or left out for its smallness is compared by its sum.

type Told = { flow: Record<string, number>; sums: Record<string, number[]>; least: number };

/** What a stop's published figures say: its steps by name, the sums of each of the others, and the least number told. */
export async function toldFigures(db: Reader, slug: string): Promise<Told> {
	const { id } = await db.selectFrom('stops').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
	const { figures } = (await figuresOfStop(db, id))!.figures;
	const flow = figures.find(({ key }) => key === 'flow')!.rows;
	const rest = figures.filter(({ key, rows }) => key !== 'flow' && rows.every(({ counts }) => !counts.includes(null)));
	const counts = rest.filter(({ key }) => key !== 'questions').flatMap(({ rows }) => rows.flatMap((row) => row.counts));
	return {
		flow: Object.fromEntries(flow.map(({ key, counts: [count] }) => [key, count!])),
		sums: Object.fromEntries(
			rest.map(({ key, columns, rows }) => [
				key,
				columns.map((_, nth) => rows.reduce((sum, row) => sum + row.counts[nth]!, 0))
			])
		),
		least: Math.min(5, ...counts.map((count) => count || 5))
	};
}

/** The same from the rows themselves. */
export async function recounted(db: Reader, slug: string): Promise<Told> {
	const stop = await db.selectFrom('stops').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow();
	const calls = (await db.selectFrom('calls').selectAll().execute()).filter(({ stop_id }) => stop_id === stop.id);
	const isOf = ({ call_id }: { call_id: string }) => calls.some(({ id }) => id === call_id);
	const applications = (await db.selectFrom('applications').selectAll().execute()).filter(
		(one) => isOf(one) && one.submitted_at && !one.withdrawn_at && !one.set_aside_at
	);
	const draws = (await db.selectFrom('draws').selectAll().execute()).filter((one) => isOf(one) && one.tag === 'draw');
	const lots = (await db.selectFrom('lots').selectAll().execute()).filter(({ draw_id }) =>
		draws.some(({ id }) => id === draw_id)
	);
	const outcomes = await db.selectFrom('draw_outcomes').selectAll().execute();
	const won = new Set(
		outcomes.flatMap(({ draw_id, lot, outcome }) => (outcome === 'drawn' ? [`${draw_id} ${lot}`] : []))
	);
	const reviewed = new Set(
		(await db.selectFrom('reviews').selectAll().execute()).flatMap((one) => (one.finished_at ? one.application_id : []))
	);
	const invitations = (await db.selectFrom('invitations').selectAll().execute()).filter(isOf);
	const replies = await db.selectFrom('replies').selectAll().orderBy('id').execute();
	const lastReply = new Map(replies.map(({ invitation_id, reply }) => [invitation_id, reply]));
	const entered = await enteredAt(db, stop.id);
	const steps: [string, (application: (typeof applications)[number]) => boolean][] = [
		['applied', () => true],
		['reviewed', ({ id }) => reviewed.has(id)],
		['eligible', ({ id }) => lots.some((lot) => lot.application_id === id)],
		[
			'drawn',
			({ id }) =>
				lots.some((lot) => lot.application_id === id && (lot.band === 'accept' || won.has(`${lot.draw_id} ${lot.lot}`)))
		],
		['invited', ({ id }) => invitations.some((one) => one.application_id === id)],
		[
			'accepted',
			({ id }) => invitations.some((one) => one.application_id === id && lastReply.get(one.id) === 'accept')
		],
		['came', ({ id }) => invitations.some((one) => one.application_id === id && entered.invitations.has(one.id))]
	];
	const flow = Object.fromEntries(
		steps.map(([key, is]) => [key, applications.filter(is).length] as const).filter(([, count]) => count > 0)
	);
	const byFeature = [flow.applied!, flow.invited!, flow.came ?? 0];
	const questions = (await db.selectFrom('questions').selectAll().execute()).filter(
		({ session_id, segment_id, state }) =>
			segment_id &&
			entered.sessions.includes(session_id) &&
			['approved', 'answering', 'answered', 'archived'].includes(state)
	);
	const answered = questions.filter(({ state }) => state === 'answered' || state === 'archived');
	const told = await toldFigures(db, slug);
	const sums: Record<string, number[]> = {
		...{ track: byFeature, region: byFeature, stage: byFeature, arrivals: [entered.tickets.size] },
		...{ chances: [lots.filter(({ band }) => band === 'draw').length], questions: [questions.length, answered.length] }
	};
	// Of what a small sample leaves out there is nothing to compare.
	return { flow, sums: Object.fromEntries(Object.keys(told.sums).map((key) => [key, sums[key]!])), least: 5 };
}

async function enteredAt(db: Reader, stopId: string) {
	const sessions = (await db.selectFrom('sessions').selectAll().execute()).flatMap((one) =>
		one.stop_id === stopId ? one.id : []
	);
	const readings = (await db.selectFrom('check_ins').selectAll().execute()).filter(
		({ session_id, was_let, reason }) => sessions.includes(session_id) && was_let && reason !== 'device-off'
	);
	const undone = new Set(readings.map(({ device_id, undoes }) => `${device_id} ${undoes}`));
	const entries = readings.filter(
		({ way, device_id, nonce }) => way === 'entry' && !undone.has(`${device_id} ${nonce}`)
	);
	const tickets = new Set(entries.flatMap(({ ticket_id }) => ticket_id ?? []));
	const attendees = await db.selectFrom('attendees').selectAll().execute();
	const holders = (await db.selectFrom('tickets').selectAll().execute()).filter(({ id }) => tickets.has(id));
	const invitations = holders.flatMap(
		({ attendee_id }) => attendees.find(({ id }) => id === attendee_id)?.invitation_id ?? []
	);
	return { sessions, tickets, invitations: new Set(invitations) };
}
