import { redirect } from '@sveltejs/kit';
import { registerIfAny } from '#domain/registrations/desk.read.server.ts';
import { QueueForm } from '#domain/registrations/queue.form.ts';
import { queueAtDesk, queueOf } from '#domain/registrations/queue.read.server.ts';
import { sealOf } from '#domain/registrations/queue.rules.ts';
import { setQueue } from '#domain/registrations/queue.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownSession } from '../hosting.ts';

export async function load(event) {
	const { db, arrivedAt } = event.locals;
	const { session } = await ownSession(event);
	const { slug, title, time_zone: zone } = session;
	const register = await registerIfAny(reading(db), session.id);
	if (!register) redirect(303, `/desk/sessions/${slug}/register`); // a queue is one for a register
	const queue = await queueOf(reading(db), session.id);
	return {
		...{ slug, title, zone, opensAt: register.opens_at, aMinute: register.admits_a_minute },
		queue: queue && {
			before: Math.round((queue.opensAt.getTime() - queue.comesAt.getTime()) / 60_000),
			seal: sealOf(queue.seed.toString('hex')),
			counts: await queueAtDesk(reading(db), queue, arrivedAt)
		}
	};
}

export const actions = {
	default: async (event) => {
		const { session, who } = await ownSession(event);
		const data = await event.request.formData();
		return forForm(data, () =>
			setQueue(event.locals.db, who, { session, form: readForm(QueueForm, data) }, event.locals.arrivedAt)
		);
	}
};
