import type { Answers, Condition, Option } from '#db/kinds.ts';
import { isDependable, isOnce, isSection } from './kinds.rules.ts';

type Asking = { key: string; kind: string; shown_when: Condition | null };

/**
 * The fields that are asked once these answers are given, in the form's order: those without a condition, and those
 * whose earlier field is asked and has one of the values. What stands in a section that is not asked is not either.
 * The same in the browser and on the server.
 */
export function askedFields<F extends Asking>(fields: F[], answers: Answers): F[] {
	const asked = new Map<string, F>();
	let isSectionAsked = true;
	for (const field of fields) {
		const isAsked: boolean = isMet(field.shown_when, asked, answers) && (isSectionAsked || isSection(field));
		if (isSection(field)) isSectionAsked = isAsked;
		if (isAsked) asked.set(field.key, field);
	}
	return [...asked.values()];
}

function isMet(condition: Condition | null, asked: Map<string, Asking>, answers: Answers): boolean {
	if (!condition) return true;
	const source = asked.get(condition.key);
	if (!source || !Object.hasOwn(answers, condition.key)) return false;
	const given = valuesIn(answers[condition.key] ?? '', source.kind);
	return condition.values.some((value) => given.includes(source.kind === 'number' ? plainFigure(value) : value));
}

/** What was answered, as values a condition can name: each choice, or the figure in one spelling. */
function valuesIn(answer: string, kind: string): string[] {
	return kind === 'number' ? [plainFigure(answer)].filter(Boolean) : answer.split('\n').filter(Boolean);
}

/** A figure in one spelling: full-width digits and separators of thousands are as people type them. */
export function plainFigure(text: string): string {
	return text
		.normalize('NFKC')
		.trim()
		.replace(/[,\s]/g, '')
		.replace(/^\+/, '')
		.replace(/^(-?)0+(?=\d)/, '$1')
		.replace(/(\.\d*?)0+$/, '$1')
		.replace(/\.$/, '');
}

type Conditional = Asking & { is_feature: boolean; options: Option[] };

/**
 * What is wrong with the conditions of a form, by form field (`fields.3.when`): one that names no earlier field, a field
 * nobody can depend on, a value it does not have, or no value; and one on what everybody must be asked. `tracks` are
 * the choices of a track field.
 */
export function conditionFaults(fields: Conditional[], tracks: string[]): Record<string, string> {
	const faults: Record<string, string> = {};
	let isSectionConditional = false;
	for (const [at, field] of fields.entries()) {
		if (isSection(field)) isSectionConditional = field.shown_when !== null;
		const isConditional = field.shown_when !== null || isSectionConditional;
		const fault = faultOf(field.shown_when, fields.slice(0, at), tracks);
		if (fault) faults[`fields.${at}.when`] = fault;
		else if (isConditional && mustBeAsked(field)) faults[`fields.${at}.when`] = 'calls.condition-on-needed';
	}
	return faults;
}

const mustBeAsked = (field: Conditional) => (isOnce(field) && field.kind !== 'stops') || field.is_feature;

function faultOf(condition: Condition | null, earlier: Conditional[], tracks: string[]): string | undefined {
	if (!condition) return undefined;
	const source = earlier.find(({ key }) => key === condition.key);
	if (!source || !isDependable(source)) return 'calls.condition-not-earlier';
	if (condition.values.length === 0) return 'calls.condition-needs-values';
	const isKnown = (value: string) =>
		source.kind === 'number' ? /^-?\d+(\.\d+)?$/.test(plainFigure(value)) : valuesOf(source, tracks).includes(value);
	return condition.values.every(isKnown) ? undefined : 'calls.condition-value-gone';
}

const valuesOf = (source: Conditional, tracks: string[]) =>
	source.kind === 'track' ? tracks : source.options.map(({ value }) => value);
