import { inChunks } from '#lib/chunks.ts';
import { together, type Db, type Tx } from '#lib/db.server.ts';
import { postAll, type Letter } from '#lib/mail.server.ts';
import { unsent } from '#lib/outbox.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import type { DropForm, EditForm } from './letters.form.ts';
import { letterOf, shortOf, type ToTell } from './letters.mail.ts';
import { heldLetters, letterById } from './letters.read.server.ts';
import { letterGone, letterState, unmasked } from './letters.rules.ts';
import type { Gathering } from './read.server.ts';
import { settingsOf } from './settings.read.server.ts';
import { templatesOf } from './templates.read.server.ts';
import type { LetterKind } from './templates.rules.ts';

/** Letters of one kind to be written: of which gathering, and when they may go out where not at once. */
export type Telling = { gathering: Gathering; kind: LetterKind; sendAt?: Date };

/**
 * Leaves a letter of a kind for each, in the call's own words and each one's language, and a short message beside it for
 * who agreed to one. Where the call's letters are read first they are held, but for the answer to what one just pressed.
 */
export async function tell(
	tx: Tx,
	{ gathering, kind, sendAt }: Telling,
	list: (ToTell & { invitationId: string })[],
	at: Date
): Promise<void> {
	const { id } = gathering.call;
	const [templates, settings] = await Promise.all([templatesOf(tx, id), settingsOf(tx, id)]);
	const isHeld = settings.holds_letters && kind !== 'accepted' && kind !== 'declined';
	const written = list.flatMap((one) => {
		const letter = letterOf(gathering, { kind, template: templates[one.locale][kind] }, one, at);
		const both: (Letter | null)[] = [letter, shortOf(gathering, kind, one)];
		return both.flatMap((each) => (each ? [{ ...each, sendAt, isHeld, invitationId: one.invitationId }] : []));
	});
	for (const some of inChunks(written)) {
		const ids = await postAll(tx, some, at);
		const rows = ids.map((letter_id, at) => ({ letter_id, invitation_id: some[at]!.invitationId, kind }));
		await tx.insertInto('invitation_letters').values(rows).execute();
	}
}

/** Letters of these kinds about an invitation, which are of no use once it is answered or lapsed. */
export type Useless = { invitationId: string; kinds: LetterKind[]; because: 'answered' | 'lapsed' };

/** Drops what is still here of them. */
export async function dropUseless(tx: Tx, { invitationId, kinds, because }: Useless, at: Date): Promise<void> {
	await tx
		.updateTable('letters')
		.set({ dropped_at: at, dropped_because: because, body: '', attachments: '[]' })
		.from('invitation_letters')
		.whereRef('letter_id', '=', 'letters.id')
		.where('invitation_id', '=', invitationId)
		.where('kind', 'in', kinds)
		.where('sent_at', 'is', null)
		.where('dropped_at', 'is', null)
		.execute();
}

/** Holds the row of a call's letter that has not gone out. Refuses another call's as not there, and one that is out or dropped. */
async function heldHere(tx: Tx, who: Organiser, id: string, at: Date) {
	const { id: known } = await letterById(tx, who.callId, id, at);
	const [letter] = await unsent(tx, [known]);
	if (!letter) throw letterGone();
	return letter;
}

/** Keeps a letter in the outbox until it is released. Twice changes nothing. Refuses one that is out or dropped. */
export function holdLetter(db: Db, who: Organiser, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const letter = await heldHere(tx, who, id, at);
		if (letter.held_at) return;
		await tx.updateTable('letters').set({ held_at: at }).where('id', '=', letter.id).execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'letter.held', about: letter.id });
	});
}

/**
 * Lets held letters go, at once or from an instant on: the one named, or all that are held. Answers with how many.
 * Refuses one that is out or dropped.
 */
export function releaseLetters(
	db: Db,
	who: Organiser,
	{ letter, sendAt }: { letter?: string; sendAt?: Date | null },
	at: Date
): Promise<number> {
	return together(db, async (tx) => {
		const ids = letter ? [(await heldHere(tx, who, letter, at)).id] : await heldLetters(tx, who.callId);
		for (const some of inChunks(ids)) {
			await tx
				.updateTable('letters')
				.set({ held_at: null, next_try_at: sendAt ?? at })
				.where('id', 'in', some)
				.where('sent_at', 'is', null)
				.where('dropped_at', 'is', null)
				.execute();
		}
		if (ids.length === 0) return 0;
		const detail = { count: ids.length };
		const about = letter ?? who.callId;
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'letters.released', about, detail });
		return ids.length;
	});
}

/** Leaves a letter unsent for good, with the reason; its text is forgotten. Refuses one that is out or dropped. */
export function dropLetter(db: Db, who: Organiser, form: DropForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const letter = await heldHere(tx, who, form.letter, at);
		await tx
			.updateTable('letters')
			.set({ dropped_at: at, dropped_because: form.reason, body: '', attachments: '[]' })
			.where('id', '=', letter.id)
			.execute();
		const detail = { reason: form.reason };
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'letter.dropped', about: letter.id, detail });
	});
}

/** Leaves one letter in other words; its personal link stays. Refuses one that is out or dropped, or without its link. */
export function editLetter(db: Db, who: Organiser, form: EditForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const letter = await heldHere(tx, who, form.letter, at);
		const body = unmasked(form.body, letter.body);
		if (letter.subject === form.subject && letter.body === body) return;
		await tx.updateTable('letters').set({ subject: form.subject, body }).where('id', '=', letter.id).execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'letter.edited', about: letter.id });
	});
}

/** Has a letter tried again that was refused for good: as the same letter, with its Message-ID. Refuses any other. */
export function sendAgain(db: Db, who: Organiser, id: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const letter = await heldHere(tx, who, id, at);
		if (letterState(letter, at) !== 'failed') throw letterGone();
		const fresh = { gave_up_at: null, tries: 0, written_at: at, next_try_at: at };
		await tx.updateTable('letters').set(fresh).where('id', '=', letter.id).execute();
		await note(tx, { at, by: who.personId, callId: who.callId, verb: 'letter.again', about: letter.id });
	});
}
