import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { ColumnsForm, FileForm, ScaleForm } from '#domain/bands/ratings.form.ts';
import { ratingImports, triedRatings, waitingRatings } from '#domain/bands/ratings.read.server.ts';
import { dropRatings, enterRatings, mapRatings, uploadRatings } from '#domain/bands/ratings.write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db, type Reader } from '#lib/db.server.ts';
import { organiserOf } from '../../organiser.ts';
import type { Actions, RequestEvent } from './$types';

const mostFaults = 40;

export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const [imports, whole, freeze] = await Promise.all([
		ratingImports(reading(db), call.id),
		wholeCall(reading(db), call),
		freezeOf(reading(db), call.id)
	]);
	const [first] = imports.filter(({ entered_at }) => entered_at === null);
	return {
		isFrozen: freeze !== undefined,
		entered: imports.filter(({ entered_at }) => entered_at !== null),
		waiting: first ? await tried(reading(db), whole, first.id) : null
	};
}

async function tried(db: Reader, call: Parameters<typeof triedRatings>[1], id: string) {
	const waiting = await waitingRatings(db, call.id, id);
	const { found, faults, unrated } = await triedRatings(db, call, waiting);
	return {
		...{ id, name: waiting.file_name, columns: waiting.columns, unrated },
		heads: waiting.table.heads,
		ratings: found.length,
		applications: new Set(found.map(({ application_id }) => application_id)).size,
		wrong: faults.length,
		faults: faults.slice(0, mostFaults)
	};
}

type Sent = { db: Db; who: Organiser; data: FormData; at: Date };

/** An action of an organiser that, once done, shows the page again at `place`. */
const pressed = (place: string, act: (sent: Sent) => Promise<unknown>) => async (event: RequestEvent) => {
	const who = await organiserOf(event);
	const data = await event.request.formData();
	const { db, arrivedAt: at } = event.locals;
	const answer = await forForm(data, () => act({ db, who, data, at }));
	if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/reviews/import${place}`);
	return answer;
};

export const actions = {
	try: pressed('#file', async ({ db, who, data, at }) =>
		uploadRatings(db, who, { ...(await fileIn(data)), ...readForm(ScaleForm, data) }, at)
	),
	map: pressed('#file', async ({ db, who, data, at }) => {
		const { id, ...columns } = readForm(ColumnsForm, data);
		return mapRatings(db, who, { id, columns }, at);
	}),
	enter: pressed('?entered', async ({ db, who, data, at }) => enterRatings(db, who, readForm(FileForm, data).id, at)),
	drop: pressed('', async ({ db, who, data, at }) => dropRatings(db, who, readForm(FileForm, data).id, at))
} satisfies Actions;

/** The file that was sent, or what was pasted in its place. */
async function fileIn(data: FormData) {
	const file = data.get('file');
	if (file instanceof File && file.size > 0) {
		const name = file.name.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 200);
		return { name, bytes: Buffer.from(await file.arrayBuffer()) };
	}
	return { name: '', bytes: Buffer.from(String(data.get('pasted') ?? '')) };
}
