import type { Answers } from '#db/kinds.ts';
import { canonical, digestOf } from '#draw/canonical.ts';
import type { LogProof } from './log.rules.ts';

/** What a receipt says and the signature covers. It holds no answer, only their hash; hex is lower-case, times UTC. */
export type ReceiptBody = {
	kind: 'madang/receipt/v1';
	call: string;
	notice: string;
	number: string;
	organisation: string;
	submittedAt: string;
	contentHash: string;
	/** 32 random bytes: with the content hash they make the commitment by which the draw's roster names this entry. */
	salt: string;
	/** The keys of the terms agreed to, sorted. */
	consents: string[];
	/** Who entered it, where it was not the applicant. */
	enteredBy?: 'organiser';
};

/**
 * The file an applicant keeps. `answers` may be taken out before it is shown to others: the signature still holds. `log`
 * proves that the receipt is in the call's public log; a file taken in the first seconds has none yet.
 */
export type ReceiptFile = {
	receipt: ReceiptBody;
	answers?: Answers;
	signature: string;
	publicKey: string;
	log?: LogProof | null;
};

/** What a receipt file turns out to be. */
export type ReceiptVerdict =
	| { verdict: 'ours'; body: ReceiptBody; answers: 'same' | 'edited' | 'absent' }
	| { verdict: 'edited' | 'others' | 'unreadable' };

/** The content hash: SHA-256 of the canonical JSON (RFC 8785) of the answers as submitted. */
export function contentHash(answers: Answers): string {
	return digestOf(answers);
}

/** The text a receipt's signature is made over: its canonical JSON. */
export function signedText(body: ReceiptBody): string {
	return canonical(body);
}

/** Whether a kept receipt is of an application its organiser entered. */
export function isEntered(kept: { body: string }): boolean {
	return (JSON.parse(kept.body) as ReceiptBody).enteredBy === 'organiser';
}

/** A kept receipt as the file its applicant takes away. */
export function fileOf(kept: { body: string; answers: Answers; signature: string }, publicKey: string): ReceiptFile {
	return { receipt: JSON.parse(kept.body), answers: kept.answers, signature: kept.signature, publicKey };
}

/** Reads a receipt file, however it was indented or pasted, or null. Which parts are true is the signature's to say. */
export function readReceiptFile(text: string): ReceiptFile | null {
	try {
		const file = JSON.parse(text.replace(/^\ufeff/, '').trim()) as ReceiptFile | null;
		const isFile = file?.receipt?.kind === 'madang/receipt/v1' && typeof file.signature === 'string';
		if (isFile) canonical(file); // what nests too deep to be one of ours ends here
		return isFile ? file : null;
	} catch {
		return null;
	}
}

/** Judges a receipt file against our public key; `isSignedBy` checks one Ed25519 signature. */
export function judgeReceipt(
	file: ReceiptFile | null,
	ourKey: string | undefined,
	isSignedBy: (publicKey: string, text: string, signature: string) => boolean
): ReceiptVerdict {
	if (!file) return { verdict: 'unreadable' };
	const text = signedText(file.receipt);
	if (ourKey && isSignedBy(ourKey, text, file.signature)) {
		return { verdict: 'ours', body: file.receipt, answers: answersOf(file) };
	}
	const isOthers = file.publicKey !== ourKey && isSignedBy(String(file.publicKey), text, file.signature);
	return { verdict: isOthers ? 'others' : 'edited' };
}

function answersOf({ answers, receipt }: ReceiptFile): 'same' | 'edited' | 'absent' {
	if (!answers) return 'absent';
	return contentHash(answers) === receipt.contentHash ? 'same' : 'edited';
}
