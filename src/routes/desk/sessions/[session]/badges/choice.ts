import { BadgesForm } from '#domain/doors/badges.form.ts';
import { badgesOf } from '#domain/doors/badges.read.server.ts';
import { chosen } from '#domain/doors/badges.rules.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { ownSession } from '../hosting.ts';

type Event = { params: { session: string }; url: URL; locals: App.Locals };

/** The badges an address asks for, of a session whose host the visitor organises for. */
export async function askedBadges(event: Event) {
	const { session } = await ownSession(event);
	const db = reading(event.locals.db);
	const asked = event.url.searchParams;
	const sent = { groups: asked.getAll('group'), text: asked.get('text') ?? undefined, skip: asked.get('skip') ?? '0' };
	const read = BadgesForm.safeParse(sent);
	const choice = read.success ? read.data : BadgesForm.parse({ groups: [], skip: '0' });
	const [all, stop] = await Promise.all([badgesOf(db, session), stopOf(db, session.stop_id)]);
	return { session, stop, choice, all, badges: chosen(all, choice) };
}
