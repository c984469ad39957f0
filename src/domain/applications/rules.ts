import type { Selectable } from 'kysely';
import type { Answers, Features } from '#db/kinds.ts';
import type { Applications, Receipts } from '#db/tables.ts';
import { fieldsRefused, refusal } from '#lib/refusal.ts';
import type { Call, Term } from '#domain/calls/rules.ts';

export type Application = Selectable<Applications>;
export type Receipt = Selectable<Receipts>;

/** A draft as a device knows it: what was typed, and which saving of it this is. 0 is before the first. */
export type Draft = { answers: Answers; version: number; savedAt: Date };

/** An application that stands, with the answers of its newest receipt: what later stages work with. */
export type LiveApplication = {
	id: string;
	number: string;
	applicantId: string;
	trackId: string | null;
	organisationId: string | null;
	organisation: string;
	submittedAt: Date;
	answers: Answers;
	formVersion: number;
	features: Features;
	salt: string;
	contentHash: string;
};

export const states = ['submitted', 'draft', 'withdrawn'] as const;
export type State = (typeof states)[number];

/** Where an application stands. Only a submitted one takes part. */
export function stateOf(application: Pick<Application, 'submitted_at' | 'withdrawn_at'>): State {
	if (application.withdrawn_at) return 'withdrawn';
	return application.submitted_at ? 'submitted' : 'draft';
}

/** An application's number: the call's address and the order of first submitting, `SEOUL-2026-0007`. */
export function numberFor(call: Pick<Call, 'slug'>, order: number): string {
	return `${call.slug.toUpperCase()}-${String(order).padStart(4, '0')}`;
}

/** The form's name for the tick of a term. */
export const consentName = (term: Pick<Term, 'key'>) => `consent_${term.key}`;

/** Refuses unless every required term was agreed to. Leaving out an optional one never matters. */
export function checkConsents(agreed: string[], terms: Pick<Term, 'key' | 'is_required'>[]): void {
	const missing = terms.filter((term) => term.is_required && !agreed.includes(term.key));
	if (missing.length === 0) return;
	throw fieldsRefused(Object.fromEntries(missing.map((term) => [consentName(term), 'applications.not-agreed'])));
}

export const newerDraft = () => refusal('conflict', 'applications.newer-draft');
export const draftChanged = () => refusal('conflict', 'applications.draft-changed');
export const intentUsed = () => refusal('invalid', 'applications.intent-used');
export const nothingWritten = () => refusal('conflict', 'applications.nothing-written');
export const notSubmitted = () => refusal('conflict', 'applications.not-submitted');
export const applicationNotFound = () => refusal('unknown', 'applications.not-found');
export const formIsNewest = () => refusal('conflict', 'applications.form-is-newest');
export const badRequest = () => refusal('invalid', 'applications.bad-request');
