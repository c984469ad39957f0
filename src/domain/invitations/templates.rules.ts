import { fieldsRefused, refusal } from '#lib/refusal.ts';
import { characterFault, isBlank, isLongerThan, tidy } from '#lib/text.ts';

/** The letters about an invitation, in the order in which they may come. */
export const letterKinds = [
	...(['invited', 'moved-up', 'reminder', 'extended', 'accepted', 'declined', 'lapsed'] as const),
	...(['substitute', 'admitted', 'refused'] as const)
] as const;
export type LetterKind = (typeof letterKinds)[number];

export const isLetterKind = (text: string | null): text is LetterKind => letterKinds.some((kind) => kind === text);

/** What a template may name, by its Korean and its English name; both are taken in either language. */
export const placeholders = {
	recipient: { ko: '받는 분', en: 'recipient' },
	organisation: { ko: '기업', en: 'organisation' },
	person: { ko: '담당자', en: 'person' },
	title: { ko: '행사', en: 'gathering' },
	guest: { ko: '초청 인사', en: 'guest' },
	host: { ko: '주최', en: 'host' },
	track: { ko: '분야', en: 'track' },
	when: { ko: '일시', en: 'when' },
	where: { ko: '장소', en: 'where' },
	replyBy: { ko: '회신 기한', en: 'reply by' },
	link: { ko: '개인 링크', en: 'link' },
	attendee: { ko: '참석자', en: 'attendee' },
	reason: { ko: '사유', en: 'reason' }
} as const;
export type Placeholder = keyof typeof placeholders;
export const placeholderKeys = Object.keys(placeholders) as Placeholder[];

/** What a letter says in place of each, in one language. */
export type Values = Record<Placeholder, string>;

/** Which a kind of letter can fill; others would stay empty, and are refused as unknown. */
const always: Placeholder[] = [
	'recipient',
	'organisation',
	'person',
	'title',
	'guest',
	'host',
	'track',
	'when',
	'where'
];
const more: Record<LetterKind, Placeholder[]> = {
	invited: ['replyBy', 'link'],
	'moved-up': ['replyBy', 'link'],
	reminder: ['replyBy', 'link'],
	extended: ['replyBy', 'link', 'reason'],
	accepted: ['link', 'attendee'],
	declined: ['link'],
	lapsed: ['replyBy'],
	substitute: ['link', 'attendee'],
	admitted: ['attendee'],
	refused: ['attendee', 'reason']
};

/** The placeholders a kind of letter takes. */
export const placeholdersOf = (kind: LetterKind): Placeholder[] => [...always, ...more[kind]];

/** Kinds whose letter is of no use without the personal link. */
export const needsLink = (kind: LetterKind) => ['invited', 'moved-up', 'reminder', 'substitute'].includes(kind);

/** A letter's text before it is anybody's. */
export type Template = { subject: string; body: string };

const hole = /\{([^{}\n]{1,40})\}/g;

function keyOf(name: string): Placeholder | undefined {
	const plain = name.trim().replace(/\s+/g, ' ').toLowerCase();
	return placeholderKeys.find((key) => placeholders[key].ko === plain || placeholders[key].en === plain);
}

/**
 * A template as it is kept. Refuses, naming the field: nothing in it, too long, a line's end in the subject, a
 * placeholder that this kind of letter does not know (by its name), and one that needs the personal link without it.
 */
export function checkTemplate(kind: LetterKind, { subject, body }: Template): Template {
	const kept = { subject: tidy(subject).replaceAll('\n', ' '), body: tidy(body) };
	const faults: Record<string, string> = {};
	for (const [name, most] of [
		['subject', 150],
		['body', 6000]
	] as const) {
		const long = isLongerThan(most, kept[name]) ? 'lib.too-long' : undefined;
		const fault = isBlank(kept[name]) ? 'lib.required' : (characterFault({ subject, body }[name]) ?? long);
		if (fault) faults[name] = fault;
	}
	if (Object.keys(faults).length) throw fieldsRefused(faults);
	const known = placeholdersOf(kind);
	const names = [...`${kept.subject}\n${kept.body}`.matchAll(hole)].map(([, name]) => name!);
	const unknown = names.filter((name) => !known.includes(keyOf(name)!));
	if (unknown.length) throw unknownPlaceholder(unknown.map((name) => `{${name}}`).join(', '));
	if (names.some((name) => keyOf(name) === 'link') || !needsLink(kind)) return kept;
	throw templateWithoutLink();
}

/** A template with the values in place. What a value itself says in braces stays as it is. */
export function filled({ subject, body }: Template, values: Values): Template {
	const fill = (text: string) =>
		text.replace(hole, (whole, name: string) => {
			const key = keyOf(name);
			return key ? values[key] : whole;
		});
	return { subject: fill(subject), body: fill(body) };
}

export const unknownPlaceholder = (names: string) => refusal('invalid', 'invitations.unknown-placeholder', { names });
export const templateWithoutLink = () => refusal('invalid', 'invitations.template-without-link');
