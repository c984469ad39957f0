import type { Locale, Words } from '#lib/words.ts';
import type { PartName } from './ready.rules.ts';
import { quotaName } from './quotas.rules.ts';
import type { CallStop, WholeCall } from './rules.ts';

/** A value as the change log keeps it: an instant as ISO 8601, a text in both languages, a number, yes or no. */
export type Told = string | number | boolean | null | Words;

/** One thing that changed: what, of which row of a list, and from what to what where that can be said shortly. */
export type Change = { what: string; row?: Words; from?: Told; to?: Told };

const columns: Partial<Record<PartName, string[]>> = {
	texts: ['notice_number', 'title', 'purpose', 'who_may', 'how_chosen'],
	dates: ['opens_at', 'closes_at', 'grace_minutes', 'review_until', 'draw_at', 'reply_days']
};

type Row = Record<string, unknown>;
const notChanges = new Set(['id', 'call_id', 'position', 'key']);
const longest = 120;

/** What a save changed in a part of a notice, for the change log: old and new side by side. */
export function changesIn(part: PartName, before: WholeCall, after: WholeCall): Change[] {
	const own = columns[part];
	if (own) return compared(before as unknown as Row, after as unknown as Row, own);
	if (part === 'criteria') {
		const hidden = compared(before as unknown as Row, after as unknown as Row, ['hides_applicants', 'hides_reviewers']);
		return [...hidden, ...listChanges(before.criteria, after.criteria)];
	}
	const list = part as Exclude<PartName, 'texts' | 'dates' | 'stops'>;
	if (part === 'stops') return listChanges(namedStops(before), namedStops(after));
	if (part === 'quotas') return listChanges(namedQuotas(before), namedQuotas(after));
	return listChanges(before[list], after[list]);
}

/** The stops of a joint draw by their cities, and what it remembers. */
function namedStops({ stops, memory }: WholeCall): Row[] {
	const own = (stop: CallStop) => stop.quotas.map(({ value, min, max }) => `${value} ${min}–${max}`).join(', ');
	const rule = memory && { key: 'memory', ...memory };
	return [
		...stops.map((stop) => ({ key: stop.slug, name: stop.city, places: stop.places, own: own(stop) })),
		rule
	].filter((row) => row !== null);
}

/** Quotas as rows with a key and a name of their own: what is counted, in which track. */
function namedQuotas(call: WholeCall): Row[] {
	return call.quotas.map(({ feature, value, track, min, max }) => {
		const said = (locale: Locale) => quotaName(call, { feature, value, track }, locale);
		return { key: JSON.stringify([feature, value, track]), name: { ko: said('ko'), en: said('en') }, min, max };
	});
}

function compared(before: Row, after: Row, names: string[]): Change[] {
	const differing = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
	return differing.map((what) => ({ what, ...bothSides(before[what], after[what]) }));
}

function bothSides(before: unknown, after: unknown): Pick<Change, 'from' | 'to'> {
	const [from, to] = [toldValue(before), toldValue(after)];
	return from === undefined || to === undefined ? {} : { from, to };
}

function toldValue(value: unknown): Told | undefined {
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'string') return cut(value);
	if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
	const words = value as Partial<Words>;
	return words?.ko === undefined || words.en === undefined ? undefined : { ko: cut(words.ko), en: cut(words.en) };
}

const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text);

function listChanges(before: Row[], after: Row[]): Change[] {
	const [old, now] = [new Map(before.map((row) => [keyOf(row), row])), new Map(after.map((row) => [keyOf(row), row]))];
	const removed = [...old].filter(([key]) => !now.has(key)).map(([, row]) => ({ what: 'removed', row: nameOf(row) }));
	const added = [...now].filter(([key]) => !old.has(key)).map(([, row]) => ({ what: 'added', row: nameOf(row) }));
	const changed = [...now].flatMap(([key, row]) => {
		const names = Object.keys(row).filter((name) => !notChanges.has(name));
		const was = old.get(key);
		return was ? compared(was, row, names).map((change) => ({ ...change, row: nameOf(row) })) : [];
	});
	const kept = [...old.keys()].filter((key) => now.has(key)).join();
	const isMoved = kept !== [...now.keys()].filter((key) => old.has(key)).join();
	return [...removed, ...added, ...changed, ...(isMoved ? [{ what: 'order' }] : [])];
}

const keyOf = (row: Row) => String(row.key);

function nameOf(row: Row): Words {
	const words = (row.name ?? row.title ?? row.label) as Words | undefined;
	const plain = keyOf(row);
	return words ?? { ko: plain, en: plain };
}
