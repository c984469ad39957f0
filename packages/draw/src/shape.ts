import { refuse, type DrawRefusal } from './refusal.ts';

/** What stands where in a transcript, as far as the checks walk into it: an object of parts, a list of one kind, a leaf. */
type Kind = 'text' | 'number' | 'object' | readonly [Kind] | { readonly [name: string]: Kind };

const SHAPE: Kind = {
	seal: {
		version: 'text',
		tag: 'text',
		code: { version: 'text' },
		rules: { method: 'text', places: 'number' },
		roster: { root: 'text', size: 'number' },
		lottery: { form: 'text', types: [{ features: 'object', size: 'number' }] },
		chances: 'text',
		reserves: 'text',
		randomness: 'object'
	},
	sealDigest: 'text',
	roster: [{ commitment: 'text', features: 'object', lot: 'number' }],
	randomness: 'object',
	chances: [['number']],
	result: { seed: 'text', number: 'number', drawn: ['number'], reserves: ['number'], withheld: ['text'] }
};

/** The first place where something has not the shape of a transcript, as a refusal; null when all of this is there. */
export function misshapen(transcript: unknown): DrawRefusal | null {
	return wrongIn(transcript, SHAPE, '');
}

function wrongIn(value: unknown, kind: Kind, where: string): DrawRefusal | null {
	if (value === undefined) return refuse('draw.part-missing', { where });
	if (!isOf(value, kind)) return refuse('draw.part-wrong', { where: where || '/' });
	if (typeof kind === 'string') return null;
	if (isList(kind)) return firstWrong(value as readonly unknown[], kind[0], where);
	for (const [name, part] of Object.entries(kind)) {
		const found = wrongIn((value as Record<string, unknown>)[name], part, `${where}/${name}`);
		if (found) return found;
	}
	return null;
}

function isOf(value: unknown, kind: Kind): boolean {
	if (kind === 'text') return typeof value === 'string';
	if (kind === 'number') return typeof value === 'number';
	return typeof value === 'object' && value !== null && Array.isArray(value) === isList(kind);
}

function isList(kind: Kind): kind is readonly [Kind] {
	return Array.isArray(kind);
}

function firstWrong(values: readonly unknown[], kind: Kind, where: string): DrawRefusal | null {
	for (let i = 0; i < values.length; i++) {
		const found = wrongIn(values[i], kind, `${where}/${i}`);
		if (found) return found;
	}
	return null;
}
