import { endTopics } from '#domain/people/signins.rules.ts';
import { linkHolder } from '#domain/questions/links.read.server.ts';
import { askerOf } from '#domain/questions/read.server.ts';
import { mayModerate, tooMany } from '#domain/questions/rules.ts';
import { deskTopic, ownTopic } from '#domain/questions/topics.rules.ts';
import { seenSession } from '#domain/questions/views.read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { sessionTopic } from '#domain/programme/rules.ts';
import { problem } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/**
 * A stream of news of a session: that something changed, never what. Who moderates it and asks `as=desk` is told of
 * their queue too, an asker of their own. A projector or a booth comes by its link.
 */
export async function GET({ params, url, request, locals: { db, live, heardTo, visitor, browser, arrivedAt } }) {
	const [link, kind] = [url.searchParams.get('link'), url.searchParams.get('kind')];
	const stamp = { newest: live.newest(), at: arrivedAt };
	const session =
		link === null
			? await seenSession(reading(db), params.session, visitor, stamp)
			: await sessionBySlug(reading(db), params.session);
	if (link !== null) await linkHolder(reading(db), session.id, kind === 'interpreter' ? kind : 'projector', link);
	const isDesk = url.searchParams.get('as') === 'desk' && mayModerate(visitor, session);
	// Who comes without a cookie has never asked here.
	const mayHaveAsked = link === null && !isDesk && request.headers.get('cookie') !== null;
	const asker = mayHaveAsked ? await askerOf(reading(db), session.id, { visitor, browser }) : undefined;
	const topics = [
		sessionTopic(session.id),
		...(isDesk ? [deskTopic(session.id)] : []),
		...(asker ? [ownTopic(asker.id)] : [])
	];
	const after = lastOf(request.headers.get('last-event-id') ?? url.searchParams.get('after'));
	const ticket = live.admit(topics, after, { topics: endTopics(visitor), since: heardTo });
	if (ticket === null) return problem(tooMany());
	const stream = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
	return new Response(null, { headers: { ...stream, 'x-madang-stream': ticket } });
}

const lastOf = (text: string | null) => (text && /^\d{1,15}$/.test(text) ? Number(text) : null);
