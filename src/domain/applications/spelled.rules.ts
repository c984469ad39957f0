import { inWords, type Locale } from '#lib/words.ts';
import type { Field } from '#domain/calls/rules.ts';
import { isDay, writtenDay } from '#lib/zone.ts';
import { attachedOf } from './attachments.rules.ts';
import { linesOf, partsOfAddress } from './kinds.rules.ts';

/** One answer as people read it. */
export function spelled(text: string, field: Pick<Field, 'kind' | 'options' | 'settings'>, locale: Locale): string {
	if (text === '') return '';
	const label = (value: string) => {
		const option = field.options.find((option) => option.value === value);
		return option ? inWords(option.label, locale) : value;
	};
	switch (field.kind) {
		case 'organisation':
			return spelledRegistration(text);
		case 'phone':
			return spelledPhone(text);
		case 'choices':
			return linesOf(text).map(label).join(', ');
		case 'stops':
			return linesOf(text)
				.map((value, at) => `${at + 1}. ${label(value)}`)
				.join('  ');
		case 'file':
			return attachedOf(text)
				.map(({ name }) => name)
				.join(', ');
		case 'number':
			return field.settings.unit ? `${text} ${inWords(field.settings.unit, locale)}` : text;
		case 'date':
		case 'birth':
			return isDay(text) ? writtenDay(text, locale) : text;
		case 'address':
			return spelledAddress(text);
	}
	return label(text);
}

/** A registration number as it is read: `220-81-62517`. */
export function spelledRegistration(digits: string): string {
	return digits.replace(/^(\d{3})(\d{2})(\d{5})$/, '$1-$2-$3');
}

/** A telephone number as it is read: Korean ones in three parts, `+82 10-1234-5678`. */
function spelledPhone(text: string): string {
	return text.replace(/^\+82(2|[1-9]\d)(\d{3,4})(\d{4})$/, '+82 $1-$2-$3').replace(/^(1\d{3})(\d{4})$/, '$1-$2');
}

function spelledAddress(text: string): string {
	const { postcode, street, detail, country } = partsOfAddress(text);
	const rest = [street, detail, country].filter(Boolean).join(', ');
	return postcode ? `(${postcode}) ${rest}` : rest;
}
