/** The kinds of file that are told apart by what is in them, named by their usual ending. */
export type Kind = 'pdf' | 'hwp' | 'hwpx' | 'docx' | 'pptx' | 'xlsx' | 'jpg' | 'png' | 'webp' | 'gif' | 'zip';

/** What a reader should know before opening a file that is taken all the same. */
export type Caution = 'pdf-script' | 'hwp-embedded' | 'zip-program';

/**
 * What is in a file. `isLocked`: a password keeps a scanner out as well. `holdsNumber`: a resident registration number
 * stands in its text, as far as a text can be read there: pictures, scanned pages and what is locked are not.
 */
export type Found = { kind: Kind; isLocked: boolean; cautions: Caution[]; holdsNumber: boolean };

/** Why a file is not taken. */
export type UnfitReason =
	| 'empty'
	| 'broken'
	| 'unknown'
	| 'bomb'
	| 'unsafe-path'
	| 'macro'
	| 'nested'
	| 'too-many-pixels'
	| 'locked'
	| 'old-office'
	| 'too-slow';

/** A file that is not taken. */
export class Unfit extends Error {
	readonly reason: UnfitReason;
	constructor(reason: UnfitReason) {
		super(reason);
		this.reason = reason;
	}
}
