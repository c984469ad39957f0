import { redirect, type RequestEvent } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

type Event = RequestEvent & { params: { stop: string } };
type Acting = { db: Db; who: HostOrganiser; stop: Stop; stopId: string; data: FormData; at: Date };

/** The stop of the address, and proof that the visitor organises for its host. One without a host is nobody's. */
export async function ownStop({ params, locals: { db, visitor } }: Pick<Event, 'params' | 'locals'>) {
	const stop = await stopBySlug(reading(db), params.stop);
	return { stop, who: gate.hostOrganiser(visitor, stop.host_id ?? '') };
}

/** Runs one verb for an organiser of the stop, then goes to what `to` answers, or back to the page. */
export async function acting<T>(
	event: Event,
	act: (acting: Acting) => Promise<T>,
	to: string | ((done: T) => string) = ''
) {
	const { stop, who } = await ownStop(event);
	const data = await event.request.formData();
	const { db, arrivedAt: at } = event.locals;
	const answer = await forForm(data, () => act({ db, who, stop, stopId: stop.id, data, at }));
	if (!('done' in answer)) return answer;
	const place = typeof to === 'string' ? to : to(answer.done);
	redirect(303, place.startsWith('/') ? place : `${event.url.pathname}${place}`);
}
