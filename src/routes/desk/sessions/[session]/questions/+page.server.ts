import { DraftForm, GroupForm, SegmentForm } from '#domain/assistant/form.ts';
import { draftsIn, serverInUse, usesOf } from '#domain/assistant/read.server.ts';
import { askDraft, putAwayDraft } from '#domain/assistant/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import {
	MarkForm,
	ActForm,
	AskForm,
	BanForm,
	FloorForm,
	LinkForm,
	TranslationForm,
	WordForm
} from '#domain/questions/form.ts';
import { putQuestion } from '#domain/questions/ask.write.server.ts';
import { setFlagWord, setFloor } from '#domain/questions/floors.write.server.ts';
import { linksOf } from '#domain/questions/links.read.server.ts';
import { makeLink, revokeLink } from '#domain/questions/links.write.server.ts';
import { actOnQuestion, banAsker } from '#domain/questions/moderate.write.server.ts';
import { questionFields } from '#domain/questions/prepared.read.server.ts';
import { screenOf } from '#domain/questions/screen.read.server.ts';
import { translateQuestion } from '#domain/questions/translations.write.server.ts';
import { deskView } from '#domain/questions/views.read.server.ts';
import { markSegment } from '#domain/programme/marks.write.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate, type WholeSession } from '#domain/programme/rules.ts';
import type { Moderator, Visitor } from '#domain/people/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import type { Locale } from '#lib/words.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { newIntent } from '#lib/secret.server.ts';
import { assistant } from '#lib/settings.server.ts';
import { mergeGroup } from './group.ts';

type Moderating = Moderator & { sessionId: string };

async function proved(db: Db, visitor: Visitor, slug: string): Promise<{ session: WholeSession; who: Moderating }> {
	const session = await sessionBySlug(reading(db), slug);
	return { session, who: { ...gate.moderator(visitor, atGate(session)), sessionId: session.id } };
}

export async function load({ params, url, locals: { db, live, visitor, arrivedAt } }) {
	const stamp = { newest: live.newest(), at: arrivedAt };
	const { session, who } = await proved(db, visitor, params.session);
	const [seen, links, fields, screen] = await Promise.all([
		deskView(reading(db), session, stamp),
		linksOf(reading(db), session.id),
		session.call_id ? questionFields(reading(db), session.call_id) : [],
		screenOf(reading(db), session, stamp)
	]);
	const isOn = (await usesOf(reading(db), session.host_id, assistant)).includes('groups');
	const isOpen = isOn && session.visibility !== 'private';
	const drafts = isOpen ? await draftsIn(reading(db), { session: session.id }, { by: who, at: arrivedAt }) : [];
	const { slug, title, starts_at, ends_at, time_zone } = session;
	return {
		...{ slug, title, starts_at, ends_at, zone: time_zone, intent: newIntent() },
		assistant: isOpen ? { drafts, sessionId: session.id } : null,
		chosen: url.searchParams.get('segment') ?? '',
		...{ seen, links, fields, code: screen.code, link: screen.link }
	};
}

type Event = { request: Request; params: { session: string }; locals: App.Locals };
type Pressed = {
	db: Db;
	who: Moderating;
	session: WholeSession;
	data: FormData;
	at: Date;
	visitor: Visitor;
	locale: Locale;
};

const pressing =
	(press: (pressed: Pressed) => Promise<unknown>) =>
	async ({ request, params, locals: { db, visitor, arrivedAt, locale } }: Event) => {
		const { session, who } = await proved(db, visitor, params.session);
		const data = await request.formData();
		return forForm(data, () => press({ db, who, session, data, at: arrivedAt, visitor, locale }));
	};

export const actions = {
	act: pressing(({ db, who, data, at }) => actOnQuestion(db, who, readForm(ActForm, data), at)),
	ban: pressing(({ db, who, data, at }) => banAsker(db, who, readForm(BanForm, data), at)),
	translate: pressing(({ db, who, data, at }) => translateQuestion(db, who, readForm(TranslationForm, data), at)),
	alike: pressing(({ db, who, data, at, locale }) => {
		const subject = { of: 'segment' as const, sessionId: who.sessionId, id: readForm(SegmentForm, data).segment };
		return askDraft(db, who, { subject, locale, server: serverInUse() }, at);
	}),
	group: pressing(({ db, who, data, at }) => mergeGroup(db, who, readForm(GroupForm, data), at)),
	putAway: pressing(({ db, who, data, at }) => putAwayDraft(db, who, readForm(DraftForm, data).draft, at)),
	put: pressing(({ db, who, session, data, at, visitor }) => {
		const form = readForm(AskForm, data);
		return putQuestion(db, who, { session, form, name: form.name || (visitor.person?.name ?? '') }, at);
	}),
	mark: pressing(({ db, who, data, at }) => {
		const { segment, mark } = readForm(MarkForm, data);
		return markSegment(db, who, { segmentId: segment, mark }, at);
	}),
	floor: pressing(({ db, who, session, data, at }) =>
		setFloor(db, who, { session, form: readForm(FloorForm, data) }, at)
	),
	words: pressing(({ db, who, data, at }) => setFlagWord(db, who, readForm(WordForm, data), at)),
	links: pressing(async ({ db, who, data, at }) => {
		const form = readForm(LinkForm, data);
		if (form.do === 'revoke') return revokeLink(db, who, form.link, at);
		return { kind: form.kind, secret: await makeLink(db, who, form, at) };
	})
};
