import { RedeemForm } from '#domain/doors/form.ts';
import { listFor, positionsFor } from '#domain/doors/pretix.read.server.ts';
import { positionOf, pretixReasons } from '#domain/doors/pretix.rules.ts';
import { redeemTicket } from '#domain/doors/redeem.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { asScanner } from '../../../../pretix.ts';

export const trailingSlash = 'ignore';

/** pretix's redeem: whether a ticket's bearer is let through this scanner's door, in its fixed words. */
export function POST(event) {
	return asScanner(event, async (scanner) => {
		const { db, arrivedAt, locale } = event.locals;
		const form = RedeemForm.safeParse(await event.request.json().catch(() => undefined));
		if (!form.success) return Response.json({ detail: 'Invalid request.' }, { status: 400 });
		const { id, name } = await listFor(reading(db), scanner, locale);
		if (!form.data.lists.includes(id)) return Response.json({ lists: ['Not a list of this device.'] }, { status: 400 });
		const { isLet, reason, ticketId } = await redeemTicket(db, scanner, form.data, arrivedAt);
		const [position] = ticketId ? await positionsFor(reading(db), scanner, [ticketId]) : [];
		const list = { id, name, event: scanner.session, subevent: null, include_pending: false };
		const common = {
			require_attention: false,
			checkin_texts: [],
			list,
			position: position ? positionOf(position) : null
		};
		if (isLet) return Response.json({ status: 'ok', ...common }, { status: 201 });
		const why = { status: 'error', reason: pretixReasons[reason ?? 'unknown'], reason_explanation: null };
		if (why.reason === 'invalid') return Response.json({ detail: 'Not found.', ...why, ...common }, { status: 404 });
		return Response.json({ ...why, ...common }, { status: 400 });
	});
}
