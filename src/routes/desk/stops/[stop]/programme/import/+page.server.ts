import { IdForm } from '#domain/programme/form.ts';
import { schedulesOf, triedSchedule, waitingSchedule } from '#domain/programme/schedules.read.server.ts';
import { enterSchedule, uploadSchedule } from '#domain/programme/schedules.write.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../acting.ts';
import type { Actions } from './$types';

export async function load({ params, url, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const schedules = await schedulesOf(db, stop.id);
	const waiting = schedules.find(({ entered_at }) => entered_at === null);
	const file = waiting && (await waitingSchedule(db, stop.id, waiting.id));
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		waiting: waiting && file ? { ...waiting, tried: await triedSchedule(db, stop, file.file) } : null,
		entered: schedules.filter(({ entered_at }) => entered_at !== null),
		count: Number(url.searchParams.get('entered')) || null
	};
}

export const actions = {
	try: (event) =>
		acting(
			event,
			async ({ db, who, stopId, data, at }) => uploadSchedule(db, who, { stopId, ...(await fileIn(data)) }, at),
			'#file'
		),
	enter: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => enterSchedule(db, who, { stopId, ...readForm(IdForm, data) }, at),
			(count) => `?entered=${count}`
		)
} satisfies Actions;

async function fileIn(data: FormData) {
	const file = data.get('file');
	if (!(file instanceof File)) return { name: '', bytes: Buffer.alloc(0) };
	const name = file.name.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 200);
	return { name, bytes: Buffer.from(await file.arrayBuffer()) };
}
