import { redirect } from '@sveltejs/kit';
import { enterImport } from '#domain/applications/entries.write.server.ts';
import { columnsAmong, ImportPressed, ReadingSent } from '#domain/applications/imports.form.ts';
import { dryRun, importOf, type Import } from '#domain/applications/imports.read.server.ts';
import { fillable, mailTarget } from '#domain/applications/imports.rules.ts';
import { dropImport, mapImport, readImport } from '#domain/applications/imports.write.server.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm, sentenceFor } from '#lib/answer.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';
import { tableFrom } from '#lib/table.server.ts';

const mostShown = 100;

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.organiser(visitor, call);
	const { file, ...row } = await importOf(reading(db), who, params.import);
	const { fields } = await callForm(reading(db), call.id);
	const read = file && tableFrom(file, row.reading);
	return {
		row,
		fields: fillable(fields),
		files: fields.filter(({ kind }) => kind === 'file'),
		read: read && {
			...{ kind: read.kind, reading: read.reading, sheets: read.sheets, lines: read.table.lines.length },
			columns: read.table.heads.map((head, at) => ({
				...{ head, target: row.mapping[head] ?? '' },
				examples: read.table.lines.slice(0, 3).map(({ cells }) => (cells[at] ?? '').slice(0, 40))
			}))
		},
		run:
			Object.values(row.mapping).includes(mailTarget) && file
				? await tried(reading(db), { ...row, file }, arrivedAt)
				: null
	};
}

/** What the dry run found: how many of which, and the first of what is wrong, each in a sentence. */
async function tried(db: Reader, row: Import, at: Date) {
	const { judged } = await dryRun(db, row, { at });
	const count = (state: string) => judged.filter((one) => one.state === state).length;
	const wrong = judged.filter(({ state }) => state === 'wrong');
	return {
		...{ ready: count('ready'), there: count('there'), wrong: wrong.length },
		shown: wrong.slice(0, mostShown).map(({ row, faults }) => ({
			row,
			faults: faults.map(({ target, code, detail }) => ({ target, sentence: sentenceFor(code, detail) }))
		}))
	};
}

export const actions = {
	read: (event) =>
		pressed(event, (data, who) => {
			const reading = ReadingSent.parse(Object.fromEntries(data));
			return readImport(event.locals.db, who, { id: event.params.import, reading }, event.locals.arrivedAt);
		}),
	map: (event) =>
		pressed(event, (data, who) => {
			const given = { id: event.params.import, columns: columnsAmong(data) };
			return mapImport(event.locals.db, who, given, event.locals.arrivedAt);
		}),
	enter: (event) =>
		pressed(event, (data, who) => {
			const { tells } = readForm(ImportPressed, data);
			const given = { id: event.params.import, tells: tells === 'on' };
			return enterImport(event.locals.db, who, given, event.locals.arrivedAt);
		}),
	drop: (event) =>
		pressed(
			event,
			(_, who) => {
				return dropImport(
					event.locals.db,
					who,
					{ id: event.params.import, callId: who.callId },
					event.locals.arrivedAt
				);
			},
			'/import'
		)
};

type Event = { params: { call: string; import: string }; request: Request; locals: App.Locals };
type Press = (data: FormData, who: ReturnType<typeof gate.organiser>) => Promise<unknown>;

async function pressed(
	{ params, request, locals: { db, visitor } }: Event,
	press: Press,
	next = `/import/${params.import}`
) {
	const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const data = await request.formData();
	const answer = await forForm(data, () => press(data, who));
	if ('done' in answer) redirect(303, `/desk/calls/${params.call}${next}`);
	return answer;
}
