import { callBySlug } from '#domain/calls/read.server.ts';
import { LetterForm, SendAtForm } from '#domain/invitations/letters.form.ts';
import { outboxOf } from '#domain/invitations/letters.read.server.ts';
import { letterStates } from '#domain/invitations/letters.rules.ts';
import { releaseLetters, sendAgain } from '#domain/invitations/letters.write.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { channels } from '#lib/channels.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import type { Organiser } from '#domain/people/rules.ts';

const each = 50;

/** The call's letters: those to look after first. */
export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.organiser(visitor, call);
	const asked = url.searchParams.get('state');
	const only = letterStates.find((state) => state === asked);
	const page = Math.max(1, Math.floor(Number(url.searchParams.get('page'))) || 1);
	const skip = Math.min(page - 1, 10_000) * each;
	const box = await outboxOf(reading(db), call.id, { only, skip, most: each }, arrivedAt);
	return { ...box, only: only ?? null, page, pages: Math.ceil(box.total / each), hasMail: channels.mail !== null };
}

type Event = { params: { call: string }; request: Request; locals: App.Locals };
type Asked = { who: Organiser; data: FormData; zone: string };
type Work = (db: Db, asked: Asked, at: Date) => Promise<unknown>;

const organising =
	(work: Work) =>
	async ({ params, request, locals: { db, visitor, arrivedAt } }: Event) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const { time_zone: zone } = await stopOf(reading(db), call.stop_id);
		const data = await request.formData();
		return forForm(data, async () => void (await work(db, { who, data, zone }, arrivedAt)));
	};

/** When letters are to go out, as it was typed in the stop's zone; null: at once. */
function sendAt({ data, zone }: Asked, at: Date): Date | null {
	const { day, time } = readForm(SendAtForm, data);
	if (!day) return null;
	const when = instantIn(zone, day, time);
	if (!when || when <= at) throw fieldsRefused({ day: 'invitations.not-later' });
	return when;
}

export const actions = {
	release: organising((db, { who, data }, at) => releaseLetters(db, who, readForm(LetterForm, data), at)),
	releaseAll: organising((db, asked, at) => releaseLetters(db, asked.who, { sendAt: sendAt(asked, at) }, at)),
	again: organising((db, { who, data }, at) => sendAgain(db, who, readForm(LetterForm, data).letter, at))
};
