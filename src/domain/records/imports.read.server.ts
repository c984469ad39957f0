import type { Reader } from '#lib/db.server.ts';
import { speakersOf } from '#domain/programme/desk.read.server.ts';
import { cuesIn } from './cues.rules.ts';
import type { ImportForm } from './utterances.form.ts';
import { utterancesOf, type SessionSaid } from './utterances.read.server.ts';
import { placed, planOf } from './utterances.rules.ts';

/** What bringing in captions would do to a session, without doing it. Refuses a file that cannot be read, by its line. */
export async function planImport(db: Reader, stopId: string, session: SessionSaid, form: ImportForm) {
	const [speakers, kept] = await Promise.all([speakersOf(db, stopId), utterancesOf(db, session.id)]);
	const place = {
		begunAt: session.begun_at,
		recordedFrom: session.recorded_from,
		segments: session.segments,
		speakers
	};
	const said = placed(cuesIn(form.file), place);
	return { kept, said, plan: planOf(kept, said) };
}
