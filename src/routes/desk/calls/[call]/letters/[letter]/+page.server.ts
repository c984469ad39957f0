import { redirect } from '@sveltejs/kit';
import { callBySlug } from '#domain/calls/read.server.ts';
import { DropForm, EditForm } from '#domain/invitations/letters.form.ts';
import { letterById } from '#domain/invitations/letters.read.server.ts';
import { isStillHere, linkMark } from '#domain/invitations/letters.rules.ts';
import {
	dropLetter,
	editLetter,
	holdLetter,
	releaseLetters,
	sendAgain
} from '#domain/invitations/letters.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** One letter, to be read, changed, held, released or dropped. */
export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const letter = await letterById(reading(db), call.id, params.letter, arrivedAt);
	return { letter, isHere: isStillHere(letter.state), linkMark };
}

type Event = { params: { call: string; letter: string }; request: Request; locals: App.Locals };
type Work = (db: Db, who: Organiser, data: FormData, at: Date) => Promise<unknown>;

const organising =
	(work: Work) =>
	async ({ params, request, locals: { db, visitor, arrivedAt } }: Event) => {
		const who = gate.organiser(visitor, await callBySlug(reading(db), params.call));
		const data = await request.formData();
		data.set('letter', params.letter);
		const answer = await forForm(data, async () => void (await work(db, who, data, arrivedAt)));
		if ('done' in answer) redirect(303, `/desk/calls/${params.call}/letters/${params.letter}`);
		return answer;
	};

const idIn = (data: FormData) => String(data.get('letter'));

export const actions = {
	edit: organising((db, who, data, at) => editLetter(db, who, readForm(EditForm, data), at)),
	hold: organising((db, who, data, at) => holdLetter(db, who, idIn(data), at)),
	release: organising((db, who, data, at) => releaseLetters(db, who, { letter: idIn(data) }, at)),
	drop: organising((db, who, data, at) => dropLetter(db, who, readForm(DropForm, data), at)),
	again: organising((db, who, data, at) => sendAgain(db, who, idIn(data), at))
};
