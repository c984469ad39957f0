// Counts a stop's figures again in another way: all rows as they are, one after the other, with no query that counts.
import { figuresOfStop } from '#domain/records/figures.read.server.ts';
import type { Reader } from '#lib/db.server.ts';

/** What figures come to: the steps of the flow, and the sum of each column of the others, whatever was put together. */
type Told = { flow: Record<string, number>; sums: Record<string, number[]> };

/** What a stop's published figures say; of one that leaves a number out there is no sum. */
export async function toldFigures(db: Reader, slug: string): Promise<Told> {
	const { id } = await db.selectFrom('stops').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
	const { figures } = (await figuresOfStop(db, id))!.figures;
	const flow = figures.find(({ key }) => key === 'flow')!.rows;
	const whole = figures.filter(({ key, rows }) => key !== 'flow' && !rows.some(({ counts }) => counts.includes(null)));
	return {
		flow: Object.fromEntries(flow.map(({ key, counts: [count] }) => [key, count!])),
		sums: Object.fromEntries(
			whole.map(({ key, columns, rows }) => [
				key,
				columns.map((_, nth) => rows.reduce((sum, { counts }) => sum + counts[nth]!, 0))
			])
		)
	};
}

/** The same of the rows themselves, for the figures named. */
export async function recounted(db: Reader, slug: string, keys: string[]): Promise<Told> {
	const { id: stopId } = await db.selectFrom('stops').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
	const calls = (await db.selectFrom('calls').selectAll().execute()).filter(({ stop_id }) => stop_id === stopId);
	const ids = calls.map(({ id }) => id);
	const [flow, lots, entered] = [await flowFrom(db, stopId, ids), await lotsOf(db, ids), await enteredAt(db, stopId)];
	const asked = (await db.selectFrom('questions').selectAll().execute()).filter(
		({ session_id, segment_id, state }) => segment_id && shown.includes(state) && entered.sessions.includes(session_id)
	);
	const answered = asked.filter(({ state }) => state === 'answered' || state === 'archived');
	const parts = [flow.applied!, flow.invited ?? 0, flow.came ?? 0];
	const sums: Record<string, number[]> = {
		...{ track: parts, region: parts, stage: parts, arrivals: [entered.tickets.size] },
		...{ chances: [lots.filter(({ band }) => band === 'draw').length], questions: [asked.length, answered.length] }
	};
	return { flow, sums: Object.fromEntries(keys.map((key) => [key, sums[key]!])) };
}

const shown = ['approved', 'answering', 'answered', 'archived'];

async function flowFrom(db: Reader, stopId: string, calls: string[]): Promise<Record<string, number>> {
	const of = <T extends { call_id: string }>(rows: T[]) => rows.filter(({ call_id }) => calls.includes(call_id));
	const applications = of(await db.selectFrom('applications').selectAll().execute()).filter(
		({ submitted_at, withdrawn_at, set_aside_at }) => submitted_at && !withdrawn_at && !set_aside_at
	);
	const reviews = await db.selectFrom('reviews').selectAll().execute();
	const reviewed = new Set(reviews.flatMap((one) => (one.finished_at ? one.application_id : [])));
	const lots = await lotsOf(db, calls);
	const invitations = of(await db.selectFrom('invitations').selectAll().execute());
	const replies = await db.selectFrom('replies').selectAll().orderBy('id').execute();
	const lastReply = new Map(replies.map(({ invitation_id, reply }) => [invitation_id, reply]));
	const { invitations: came } = await enteredAt(db, stopId);
	const lotOf = new Map(lots.map((lot) => [lot.application_id, lot]));
	const invited = new Map(invitations.map(({ application_id, id }) => [application_id, id]));
	const steps: [string, (application: string) => boolean][] = [
		['applied', () => true],
		['reviewed', (id) => reviewed.has(id)],
		['eligible', (id) => lotOf.has(id)],
		['drawn', (id) => lotOf.get(id)?.band === 'accept' || lotOf.get(id)?.isDrawn === true],
		['invited', (id) => invited.has(id)],
		['accepted', (id) => lastReply.get(invited.get(id) ?? '') === 'accept'],
		['came', (id) => came.has(invited.get(id) ?? '')]
	];
	const counted = steps.map(([key, is]) => [key, applications.filter(({ id }) => is(id)).length] as const);
	return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

async function lotsOf(db: Reader, calls: string[]) {
	const draws = (await db.selectFrom('draws').selectAll().execute()).filter(
		({ call_id, tag }) => calls.includes(call_id) && tag === 'draw'
	);
	const outcomes = await db.selectFrom('draw_outcomes').selectAll().execute();
	const drawn = new Set(
		outcomes.flatMap(({ draw_id, lot, outcome }) => (outcome === 'drawn' ? `${draw_id} ${lot}` : []))
	);
	return (await db.selectFrom('lots').selectAll().execute())
		.filter(({ draw_id }) => draws.some(({ id }) => id === draw_id))
		.map(({ draw_id, lot, application_id, band }) => ({
			...{ application_id, band, isDrawn: drawn.has(`${draw_id} ${lot}`) }
		}));
}

async function enteredAt(db: Reader, stopId: string) {
	const all = await db.selectFrom('sessions').selectAll().execute();
	const sessions = all.flatMap(({ id, stop_id }) => (stop_id === stopId ? id : []));
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
