import type { FieldSettings } from '#db/kinds.ts';

/** What a field can ask for, as an organiser looks for it: to write, to choose, facts, who it is, and what only orders. */
export const kindGroups = {
	writing: ['text', 'long'],
	choosing: ['choice', 'choices', 'track', 'stops'],
	facts: ['number', 'date', 'link', 'file'],
	people: ['organisation', 'person', 'phone', 'birth', 'address'],
	order: ['section']
} as const;
export type FieldKind = (typeof kindGroups)[keyof typeof kindGroups][number];
export const fieldKinds = Object.values(kindGroups).flat() as [FieldKind, ...FieldKind[]];

const isOneOf =
	(...kinds: FieldKind[]) =>
	({ kind }: { kind: string }) =>
		(kinds as string[]).includes(kind);

/** Of which a form has one: who applies, when they were born, in which track, which cities they would go to. */
export const isOnce = isOneOf('organisation', 'track', 'birth', 'stops');
/** Written by hand, so that letters or words are counted. */
export const isCounted = isOneOf('text', 'long', 'person');
/** Whose choices the organiser writes. */
export const hasOptions = isOneOf('choice', 'choices');
/** Whose answers are known beforehand or plain figures, so that others can depend on them. */
export const isDependable = isOneOf('choice', 'choices', 'track', 'number');
/** What quotas may count. */
export const isCountable = isOneOf('choice', 'track');
/** What nobody answers. */
export const isSection = isOneOf('section');
/** One answer of several lines: choices, ranks, the parts of an address, attachments. */
export const isManifold = isOneOf('choices', 'stops', 'address', 'file');

/** Whether an answer tells who applies, so that a blind review hides it: as the organiser says, or by its kind. */
export function namesApplicant({
	kind,
	key,
	settings
}: {
	kind: string;
	key: string;
	settings: FieldSettings;
}): boolean {
	return settings.names ?? (key === 'organisation_name' || isNaming({ kind }));
}
/** Whose answers reviewers may read or not, as the organiser says; of the others they never do. */
export const isHideable = isOneOf('text', 'long', 'choice', 'choices', 'stops', 'number', 'date', 'link');
/** The kinds of field that tell who applies unless the organiser says otherwise. */
export const isNaming = isOneOf('organisation', 'person', 'phone', 'birth', 'address', 'link');

/** The endings of the files an applicant may be asked for, in the order they are offered. */
export const fileTypes = ['pdf', 'hwp', 'hwpx', 'docx', 'pptx', 'xlsx', 'jpg', 'png', 'webp', 'gif', 'zip'] as const;
export const mostMegabytes = 100;
/** How many files, and how large each, where the organiser does not say. */
export const usualFiles = 3;
export const usualMegabytes = 20;

/** How many stops an applicant ranks, where the organiser does not say. */
export const usualRanks = 3;

/** The settings a kind has, so that those of another kind are not kept. */
export const settingsOfKind: Partial<Record<FieldKind, (keyof FieldSettings)[]>> = {
	text: ['limitUnit'],
	long: ['limitUnit'],
	person: [],
	choices: ['least', 'most'],
	stops: ['most'],
	number: ['unit', 'min', 'max'],
	date: ['min', 'max'],
	birth: ['guardian'],
	file: ['types', 'most', 'megabytes']
};
