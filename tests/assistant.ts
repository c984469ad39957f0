// A host that lets the assistant be used, and what there is for it to read.
import { submitApplication } from '#domain/applications/submit.write.server.ts';
import type { Use } from '#domain/assistant/rules.ts';
import { switchAssistant } from '#domain/assistant/write.server.ts';
import { emptyArticle, type Article } from '#domain/records/article.rules.ts';
import { beginRecord } from '#domain/records/article.write.server.ts';
import { publishTranscript } from '#domain/records/utterances.write.server.ts';
import { releaseProgramme } from '#domain/programme/releases.write.server.ts';
import { beginReview } from '#domain/reviews/scores.write.server.ts';
import { applicant, firm, written } from './applying.ts';
import { hours, noon, words, type Scene } from './cast.ts';
import { hanaAtDesk, setStage } from './programme.ts';
import { assign } from './reviews.ts';
import { saidAt } from './said.ts';

/** The server that the settings name. */
export const server = {
	url: 'http://127.0.0.1:1/v1',
	model: 'small',
	key: '',
	timeoutMs: 60_000,
	isStreamed: true,
	atOnce: 2
};

/** The cast's host turns uses on. */
export const turnOn = (world: Scene, ...uses: Use[]) =>
	switchAssistant(world.db, hanaAtDesk(world), { form: { host: world.host, uses }, server }, hours(-2));

/** The cast's stop with an article, and a published transcript of two things that were said. */
export async function saidAndWritten(world: Scene, article: Partial<Article> = {}) {
	const { db } = world;
	const stage = await setStage(world);
	await releaseProgramme(db, stage.who, { stopId: stage.stopId, note: null }, noon);
	const first = await saidAt(db, stage, { starts_ms: 1000, text: 'We will open the lab.' });
	const second = await saidAt(db, stage, { starts_ms: 9000, text: 'It opens in May.' });
	await publishTranscript(db, stage.who, { stopId: stage.stopId, session: stage.session.slug }, noon);
	const body = { ko: '연구실을 엽니다.\n\n{programme}\n\n5월에 엽니다.', en: '' };
	const whole = { ...emptyArticle, title: { ko: '방문', en: '' }, body, ...article };
	await beginRecord(db, stage.who, { stopId: stage.stopId, article: whole }, noon);
	return { ...stage, utterances: [first, second] as const };
}

/** The instant at which reviewers read: the call has closed. */
export const reviewing = hours(2);

/** An application given to Seri and opened by her; who applied lets a machine read it, or does not. */
export async function opened(world: Scene, { nth, agrees }: { nth: number; agrees: boolean }): Promise<string> {
	const { db, call, seri, seriReviewing } = world;
	const term = { title: words('t'), purpose: words('p'), items: words('i'), period: words('1y'), keep_days: 365 };
	await db
		.insertInto('terms')
		.values({ call_id: call.id, position: 9, key: 'assistant', is_required: false, ...term })
		.onConflict((oc) => oc.doNothing())
		.execute();
	const who = await applicant(world, `machine-${nth}`);
	const proposal = `The plan of ${nth}. Write to a.b@firm.example or 010-2345-6789.`;
	const press = await written(world, who, firm(nth, { proposal }));
	const agreed = agrees ? ['selection', 'assistant'] : ['selection'];
	const { application_id: id } = await submitApplication(db, who, { ...press, agreed }, noon);
	await assign(world, id, seri);
	await beginReview(db, seriReviewing, id, reviewing);
	return id;
}
