import { redirect } from '@sveltejs/kit';
import { formOf } from '#domain/calls/forms.read.server.ts';
import { wholeCall, callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { notFound } from '#domain/people/rules.ts';
import { ProfileForm, Saying, TieForm } from '#domain/assignments/form.ts';
import { profilesOf, topicFields } from '#domain/assignments/read.server.ts';
import { applicationsToLike, askingCalls, isAsking, ownTies } from '#domain/assignments/interests.read.server.ts';
import { sayInterests } from '#domain/assignments/interests.write.server.ts';
import { sayProfile } from '#domain/assignments/settings.write.server.ts';
import { declareTie } from '#domain/assignments/ties.write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What the visitor would gladly read, call by call: one is shown, the others are led to. */
export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const me = gate.signedIn(visitor);
	const calls = await askingCalls(reading(db), me);
	const open = calls.filter(({ hours }) => hours.from <= arrivedAt && arrivedAt < hours.until);
	const wanted = url.searchParams.get('call');
	const call = calls.find(({ slug }) => slug === wanted) ?? open[0] ?? calls[0];
	const shown = call ? await oneCall(reading(db), call, { visitor, at: arrivedAt }) : null;
	return {
		calls: calls.map(({ slug, title }) => ({ slug, title })),
		shown,
		said: url.searchParams.get('said')
	};
}

type Asking = Awaited<ReturnType<typeof askingCalls>>[number];

async function oneCall(
	db: ReturnType<typeof reading>,
	call: Asking,
	{ visitor, at }: { visitor: App.Locals['visitor']; at: Date }
) {
	const who = gate.reviewer(visitor, call);
	const isOpen = await isAsking(db, call, at);
	const { tracks } = await wholeCall(db, await callBySlug(db, call.slug));
	const { fields } = await formOf(db, call.id);
	return {
		...{
			slug: call.slug,
			title: call.title,
			zone: call.zone,
			hours: call.hours,
			isOpen,
			isBefore: at < call.hours.from
		},
		tracks: tracks.map(({ key, name }) => ({ key, name })),
		topics: topicFields(fields).map(({ key, label, options }) => ({ key, label, options })),
		profile: (await profilesOf(db, call.id)).get(who.personId) ?? null,
		ties: await ownTies(db, who),
		list: isOpen ? await applicationsToLike(db, who) : []
	};
}

type Event = { url: URL; request: Request; locals: App.Locals };
type Press = (data: FormData, who: ReturnType<typeof gate.reviewer>) => Promise<void>;

async function pressed({ url, request, locals: { db, visitor } }: Event, said: string, press: Press) {
	const slug = url.searchParams.get('call') ?? '';
	const asking = (await askingCalls(reading(db), gate.signedIn(visitor))).find((call) => call.slug === slug);
	if (!asking) throw notFound();
	const data = await request.formData();
	const answer = await forForm(data, () => press(data, gate.reviewer(visitor, asking)));
	if ('done' in answer) redirect(303, `/reviews/interests?call=${slug}&said=${said}`);
	return answer;
}

export const actions = {
	say: (event) =>
		pressed(event, 'interests', (data, who) => {
			const said = [...data].flatMap(([name, value]) => {
				const applicationId = /^say\.(.+)$/.exec(name)?.[1];
				const interest = Saying.safeParse(value);
				return applicationId && interest.success ? [{ applicationId, interest: interest.data }] : [];
			});
			return sayInterests(event.locals.db, who, said, event.locals.arrivedAt);
		}),
	profile: (event) =>
		pressed(event, 'profile', (data, who) => {
			return sayProfile(event.locals.db, who, readForm(ProfileForm, data), event.locals.arrivedAt);
		}),
	tie: (event) =>
		pressed(event, 'tie', (data, who) => {
			return declareTie(event.locals.db, who, readForm(TieForm, data), event.locals.arrivedAt);
		})
};
