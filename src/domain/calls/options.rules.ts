import type { Option } from '#db/kinds.ts';
import type { Words } from '#lib/words.ts';

/** Choices as an organiser types them: one a line, in Korean and in English, line by line the same ones. */
export function optionLines(options: Option[]): Words {
	const lines = (locale: 'ko' | 'en') => options.map(({ label }) => label[locale]).join('\n');
	return { ko: lines('ko'), en: lines('en') };
}

/**
 * Choices from their lines, or the code of what is wrong: not the same number in both languages, fewer than two, or one
 * that comes twice. A choice that reads as one of `before` in either language keeps its value, so that what counts or
 * depends on it still does.
 */
export function optionsOf(typed: Words, before: Option[] = []): Option[] | string {
	const [ko, en] = [linesOf(typed.ko), linesOf(typed.en)];
	if (ko.length !== en.length) return 'calls.options-uneven';
	if (ko.length < 2) return 'calls.options-too-few';
	if (new Set(ko).size < ko.length || new Set(en).size < en.length) return 'calls.options-twice';
	const labels = ko.map((text, at) => ({ ko: text, en: en[at] ?? '' }));
	const known = labels.map((label) => knownAs(label, before));
	const taken = new Set(known.filter((value): value is string => value !== undefined));
	const used = new Set<string>();
	return labels.map((label, at) => {
		const own = known[at];
		const value = own && !used.has(own) ? own : freeValue(label.en, taken);
		for (const values of [used, taken]) values.add(value);
		return { value, label };
	});
}

const linesOf = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);

function knownAs(label: Words, before: Option[]): string | undefined {
	const same = before.find((option) => option.label.ko === label.ko && option.label.en === label.en);
	if (same) return same.value;
	const near = before.filter((option) => option.label.ko === label.ko || option.label.en === label.en);
	return near.length === 1 ? near[0]?.value : undefined;
}

function freeValue(english: string, taken: Set<string>): string {
	const stem =
		english
			.normalize('NFKD')
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, '-')
			.replace(/^-|-$/g, '')
			.slice(0, 36) || 'choice';
	if (!taken.has(stem)) return stem;
	let count = 2;
	while (taken.has(`${stem}-${count}`)) count++;
	return `${stem}-${count}`;
}
