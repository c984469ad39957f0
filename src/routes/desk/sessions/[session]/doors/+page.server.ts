import { doorsView, ticketsFound } from '#domain/doors/desk.read.server.ts';
import {
	addDoor,
	changeDoor,
	endDoor,
	inviteDevice,
	shutDevice,
	type Minding
} from '#domain/doors/doors.write.server.ts';
import { DeviceForm, DeviceId, DoorForm, DoorId, TicketId } from '#domain/doors/form.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate, type WholeSession } from '#domain/programme/rules.ts';
import { squaresOf, ticketLink, trialTicket } from '#domain/registrations/tickets.read.server.ts';
import { reissueTicket } from '#domain/registrations/tickets.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { clockIn } from '#lib/zone.ts';

async function proved(db: Db, visitor: Visitor, slug: string): Promise<{ session: WholeSession; who: Minding }> {
	const session = await sessionBySlug(reading(db), slug);
	const proof = gate.sessionOrganiser(visitor, atGate(session));
	return { session, who: { ...proof, sessionId: session.id, zone: session.time_zone } };
}

/** The doors of a session: who is in, what does not add up, each door and its devices. */
export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const { session } = await proved(db, visitor, params.session);
	const looked = url.searchParams.get('q') ?? '';
	const [view, found, trial] = await Promise.all([
		doorsView(reading(db), session),
		ticketsFound(reading(db), session.id, looked),
		trialTicket(db, session, arrivedAt)
	]);
	const { slug, title, starts_at, ends_at, time_zone: zone } = session;
	const hour = 3_600_000;
	const clock = (at: Date) => Object.values(clockIn(zone, at)).join('T');
	const hours = { opens: clock(new Date(starts_at.getTime() - hour)), closes: clock(ends_at) };
	const doors = view.doors.map((door) => ({ ...door, opens: clock(door.opens_at), closes: clock(door.closes_at) }));
	return {
		...{ slug, title, starts_at, zone, now: arrivedAt, ...view, doors, hours, looked, found },
		trial: squaresOf(trial)
	};
}

type Event = { request: Request; params: { session: string }; locals: App.Locals };
type Pressed = { db: Db; who: Minding; data: FormData; at: Date };

const pressing =
	(press: (pressed: Pressed) => Promise<unknown>) =>
	async ({ request, params, locals: { db, visitor, arrivedAt } }: Event) => {
		const { who } = await proved(db, visitor, params.session);
		const data = await request.formData();
		return forForm(data, () => press({ db, who, data, at: arrivedAt }));
	};

export const actions = {
	add: pressing(({ db, who, data, at }) => addDoor(db, who, readForm(DoorForm, data), at)),
	change: pressing(({ db, who, data, at }) => {
		const { door: id } = readForm(DoorId, data);
		return changeDoor(db, who, { id, form: readForm(DoorForm, data) }, at);
	}),
	end: pressing(({ db, who, data, at }) => endDoor(db, who, readForm(DoorId, data).door, at)),
	invite: pressing(async ({ db, who, data, at }) => {
		const form = readForm(DeviceForm, data);
		const secret = await inviteDevice(db, who, form, at);
		const link = `${baseUrl}/door#${secret}`;
		return { door: form.door, device: form.device, secret, link, qr: squaresOf(link) };
	}),
	shut: pressing(({ db, who, data, at }) => shutDevice(db, who, readForm(DeviceId, data).device, at)),
	reissue: pressing(async ({ db, who, data, at }) => {
		const id = await reissueTicket(db, who, readForm(TicketId, data).ticket, at);
		return { ticket: `/tickets/${await ticketLink(db, id, at)}` };
	})
};
