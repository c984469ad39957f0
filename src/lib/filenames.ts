import { letterCount, lettersUpTo } from './text.ts';

const mostLetters = 120;
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * A file's name as it is kept and shown: NFC, its folder left off, nothing unseen or turning the line, nothing that a
 * system takes for a device, at most 120 letters with its ending kept. `fallback` names what has no name.
 */
export function tidyName(typed: string, fallback = 'file'): string {
	const [last = ''] = typed.normalize('NFC').split(/[/\\]/).slice(-1);
	const plain = last
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u2028\u2029\u3164\uffa0]/gu, '')
		.replace(/[<>:"|?*]/g, '_')
		.replace(/^[\s.]+|[\s.]+$/gu, '');
	return cut(plain === '' ? fallback : plain.replace(reserved, '_$1'));
}

/** The name with the ending of what it is: a name that says something else gets it added. */
export function withEnding(name: string, kind: string): string {
	const ending = endingOf(name).toLowerCase();
	if (ending === kind || (kind === 'jpg' && ending === 'jpeg')) return name;
	return cut(`${name}.${kind}`);
}

function endingOf(name: string): string {
	return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1] ?? '';
}

function cut(name: string): string {
	if (letterCount(name) <= mostLetters) return name;
	const ending = endingOf(name) && `.${endingOf(name)}`;
	return lettersUpTo(mostLetters - ending.length, name.slice(0, name.length - ending.length)) + ending;
}

/** A `Content-Disposition` that keeps a file from being shown, with its name for old and new readers (RFC 6266, 8187). */
export function asAttachment(name: string): string {
	const plain = name.replace(/[^ -~]|["\\%]/g, '_');
	const exact = encodeURIComponent(name).replace(
		/['()*]/g,
		(one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
