import { hasResidentNumber } from '../resident.ts';

const overlap = 4096;
const mostSearched = 64 << 20;

/** The parts of office documents that hold what somebody wrote, and plain texts in an archive. */
export const written =
	/^(word\/[^/]+|ppt\/(slides|notesSlides|comments)\/[^/]+|xl\/(sharedStrings|comments\d*|worksheets\/[^/]+)|Contents\/[^/]+)\.xml$|\.(txt|csv|tsv|md|json|html?)$/i;

/**
 * Looks for a resident registration number in a text that comes in pieces, with or without tags. What is in one paragraph
 * or cell is read as one, however many runs of letters it is made of; two cells are never put together.
 */
export class NumberSearch {
	found = false;
	#before = '';
	#searched = 0;
	readonly #decoder = new TextDecoder();

	feed(piece: Buffer): void {
		if (this.found || (this.#searched += piece.length) > mostSearched) return;
		const text = this.#before + this.#decoder.decode(piece, { stream: true });
		this.found = hasResidentNumber(untagged(text));
		this.#before = text.slice(-overlap);
	}
}

// A piece may begin and end within a tag; where a paragraph, a line or a cell ends, two numbers do not meet.
function untagged(text: string): string {
	return text
		.replace(/^[^<>]*>|<[^<>]*$/g, '')
		.replace(/<\/(?:\w+:)?(?:p|si|is|v|c|tc|td|t[hr]|comment)>|<(?:\w+:)?(?:br|tab)\b[^<>]*>/gi, ' | ')
		.replace(/<[^<>]*>/g, '');
}
