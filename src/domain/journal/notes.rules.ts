import { fromHex, joined, toHex, utf8 } from '#draw/bytes.ts';
import { quickSha256 } from '#draw/sha256.ts';

/** The head of a log that is signed: so many leaves, and their root (hex). */
export type Head = { origin: string; size: number; root: string };

/** What is signed of a head (C2SP tlog-checkpoint): its origin, size and root in base64, a line each. */
export function checkpointText({ origin, size, root }: Head): string {
	return `${origin}\n${size}\n${base64(fromHex(root, 'root', 32))}\n`;
}

/** A checkpoint as a signed note (C2SP signed-note, Ed25519). The key is base64url, as is the signature of the text. */
export function signedNote(head: Head, publicKey: string, signature: string): string {
	const line = joined(keyId(head.origin, bytesOf(publicKey)), bytesOf(signature));
	return `${checkpointText(head)}\n— ${head.origin} ${base64(line)}\n`;
}

/** The key by which others check our notes, in the form the tools read: `name+hash+key`. */
export function verifierKey(origin: string, publicKey: string): string {
	const key = bytesOf(publicKey);
	return `${origin}+${toHex(keyId(origin, key))}+${base64(joined(ed25519, key))}`;
}

/**
 * The same key, to check this note: under the name it was signed with, which a program keeps after it has moved to
 * another address.
 */
export function keyForNote(note: string, publicKey: string): string {
	return verifierKey(note.slice(0, note.indexOf('\n')), publicKey);
}

const noteForm = /^((\S+)\n(0|[1-9]\d{0,9})\n([A-Za-z0-9+/]{43}=)\n)\n— (\S+) ([A-Za-z0-9+/]{91}=)\n$/;

/** Reads a signed note back: the head, the text under the signature, and that (base64url); or null. */
export function readNote(note: string): (Head & { text: string; signature: string }) | null {
	const [, text, origin, size, root, , line] = noteForm.exec(note) ?? [];
	if (!text || !origin || !root || !line) return null;
	const signature = base64(bytesOf(line).slice(4)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
	return { origin, size: Number(size), root: toHex(bytesOf(root)), text, signature };
}

const ed25519 = new Uint8Array([1]);

// C2SP signed-note: the first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key).
function keyId(name: string, key: Uint8Array): Uint8Array {
	return quickSha256(joined(utf8(`${name}\n`), ed25519, key)).slice(0, 4);
}

function base64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}

function bytesOf(base64Text: string): Uint8Array {
	const plain = base64Text.replace(/-/g, '+').replace(/_/g, '/');
	return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}
