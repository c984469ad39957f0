import { gate } from '#domain/people/gate.server.ts';
import { HallForm, SegmentsForm, SessionForm, SpeakerForm } from '#domain/programme/form.ts';
import { saveHall } from '#domain/programme/halls.write.server.ts';
import { hallsOf } from '#domain/programme/desk.read.server.ts';
import { addSession, changeSegments } from '#domain/programme/sessions.write.server.ts';
import { saveSpeaker } from '#domain/programme/speakers.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { hours, noon, type Scene } from './cast.ts';

/** Hana, organising for the host of the cast's stop, and Nari for another. */
export const hanaAtDesk = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
export const nariAtDesk = ({ visitors, otherHost }: Scene) => gate.hostOrganiser(visitors.nari, otherHost);

/** A day's session of the cast's stop, as its form reads it. */
export const sessionForm = (more: Record<string, string> = {}) =>
	SessionForm.parse({
		...{ 'title.ko': '아침 대담', 'title.en': 'Morning talk', day: '2026-12-10', from: '09:00', to: '10:00' },
		...more
	});

export const hallForm = (name: string, more: Record<string, string> = {}) =>
	HallForm.parse({ 'name.ko': name, 'name.en': name, ...more });

export const speakerForm = (name: string, more: Record<string, string> = {}) =>
	SpeakerForm.parse({ side: 'host', 'name.ko': name, 'name.en': name, ...more });

export const segmentsForm = (titles: string[], more: Record<string, string> = {}) =>
	SegmentsForm.parse({
		...Object.fromEntries(
			titles.flatMap((title, at) => [
				[`segments.${at}.title.ko`, title],
				[`segments.${at}.title.en`, title],
				[`segments.${at}.minutes`, '20'],
				[`segments.${at}.askers`, 'anyone'],
				[`segments.${at}.naming`, 'choice']
			])
		),
		...more
	});

/** A hall, a session in it with two segments, and who speaks: what most scenes of a programme begin with. */
export async function setStage(world: Scene) {
	const { db, call } = world;
	const [who, stopId] = [hanaAtDesk(world), call.stop_id];
	await saveHall(db, who, { stopId, form: hallForm('Main') }, noon);
	await saveHall(db, who, { stopId, form: hallForm('Room') }, noon);
	const [main, room] = await hallsOf(reading(db), stopId);
	const slug = await addSession(db, who, { stopId, form: sessionForm({ hall: main!.id }) }, noon);
	const session = await db.selectFrom('sessions').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow();
	await changeSegments(db, who, { stopId, id: session.id, form: segmentsForm(['Talk', 'Questions']) }, noon);
	const speaker = await saveSpeaker(db, who, { stopId, form: speakerForm('Sori') }, hours(0));
	return { who, stopId, main: main!, room: room!, session, speaker };
}
