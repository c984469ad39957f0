import { redirect } from '@sveltejs/kit';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { ColumnsForm, FileForm, ScaleForm } from '#domain/bands/ratings.form.ts';
import { ratingImports, triedRatings, waitingRatings } from '#domain/bands/ratings.read.server.ts';
import { dropRatings, enterRatings, mapRatings, uploadRatings } from '#domain/bands/ratings.write.server.ts';
import { freezeOf } from '#domain/reviews/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';
import { organiserOf } from '../../organiser.ts';

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

const again = (call: string, what: string) => redirect(303, `/desk/calls/${call}/reviews/import${what}`);

export const actions = {
	try: async (event) => {
		const {
			params,
			request,
			locals: { db, arrivedAt }
		} = event;
		const who = await organiserOf(event);
		const data = await request.formData();
		const answer = await forForm(data, async () =>
			uploadRatings(db, who, { ...(await fileIn(data)), ...readForm(ScaleForm, data) }, arrivedAt)
		);
		if ('done' in answer) again(params.call, '#file');
		return answer;
	},
	map: async (event) => {
		const {
			params,
			request,
			locals: { db, arrivedAt }
		} = event;
		const who = await organiserOf(event);
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const { id, ...columns } = readForm(ColumnsForm, data);
			return mapRatings(db, who, { id, columns }, arrivedAt);
		});
		if ('done' in answer) again(params.call, '#file');
		return answer;
	},
	enter: async (event) => {
		const {
			params,
			request,
			locals: { db, arrivedAt }
		} = event;
		const who = await organiserOf(event);
		const data = await request.formData();
		const answer = await forForm(data, () => enterRatings(db, who, readForm(FileForm, data).id, arrivedAt));
		if ('done' in answer) again(params.call, '?entered');
		return answer;
	},
	drop: async (event) => {
		const {
			params,
			request,
			locals: { db, arrivedAt }
		} = event;
		const who = await organiserOf(event);
		const data = await request.formData();
		const answer = await forForm(data, () => dropRatings(db, who, readForm(FileForm, data).id, arrivedAt));
		if ('done' in answer) again(params.call, '');
		return answer;
	}
} satisfies import('./$types').Actions;

/** The file that was sent, or what was pasted in its place. */
async function fileIn(data: FormData) {
	const file = data.get('file');
	if (file instanceof File && file.size > 0) {
		const name = file.name.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 200);
		return { name, bytes: Buffer.from(await file.arrayBuffer()) };
	}
	return { name: '', bytes: Buffer.from(String(data.get('pasted') ?? '')) };
}
