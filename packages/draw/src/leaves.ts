import { utf8 } from './bytes.ts';
import { canonical } from './canonical.ts';
import type { Hashes } from './merkle.ts';
import { ByFeatures } from './paths.ts';
import type { Entrant } from './roster.ts';
import { hashBytes, state } from './sha256.ts';

/** The leaf hashes of a roster (SPEC §3): SHA-256(0x00 ‖ canonical JSON of the entrant). */
export function leavesOf(roster: readonly Entrant[]): Hashes {
	const writer = new LeafWriter();
	const leaves = new Int32Array(8 * roster.length);
	for (let i = 0; i < roster.length; i++) {
		writer.write(roster[i]!);
		hashBytes(writer.bytes, writer.length);
		leaves.set(state, 8 * i);
	}
	return leaves;
}

/** Of a leaf, everything but features and groups. */
const MOST_OTHER = 400;

/**
 * Writes 0x00 and the canonical JSON of one entrant after the other into the same bytes. An entrant in the usual form is
 * written piece by piece, its features as they were written before; any other by `canonical`, so both must give the
 * same (`test/scale.test.ts`).
 */
export class LeafWriter {
	bytes = new Uint8Array(1024);
	length = 0;
	readonly features = new ByFeatures<Entrant, Uint8Array>((entrant) => utf8(canonical(entrant.features)));

	write(entrant: Entrant): void {
		this.bytes[0] = 0;
		this.length = 1;
		if (!this.writeUsual(entrant)) this.writeAny(entrant);
	}

	/** False when the entrant isn't in the usual form; what was written then counts for nothing. */
	private writeUsual(entrant: Entrant): boolean {
		const { band, commitment, features, groups, lot, score, weight } = entrant;
		let others = 0;
		for (const field of [band, groups, score, weight]) if (field !== undefined) others++;
		const isUsual = typeof features === 'object' && features !== null && Number.isSafeInteger(lot) && lot > 0;
		if (!isUsual || groups !== undefined || Object.keys(entrant).length !== 3 + others) return false;
		const text = this.features.of(entrant);
		this.makeRoom(text.length + MOST_OTHER);
		const before = band === undefined ? '{"commitment":"' : `{"band":${canonical(band)},"commitment":"`;
		const after = (score === undefined ? '' : `,"score":${canonical(score)}`) + weightText(weight) + '}';
		if (!this.plain(before) || !this.hex(commitment) || !this.plain('","features":')) return false;
		this.bytes.set(text, this.length);
		this.length += text.length;
		return this.plain(',"lot":') && this.plain(String(lot)) && this.plain(after);
	}

	private writeAny(entrant: Entrant): void {
		const text = utf8(canonical(entrant));
		this.makeRoom(text.length + 1);
		this.bytes.set(text, 1);
		this.length = 1 + text.length;
	}

	/** Writes text of ASCII; false when it isn't, or is too long to be usual. */
	private plain(text: string): boolean {
		const { bytes, length } = this;
		if (text.length > 100) return false;
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			if (code > 127) return false;
			bytes[length + i] = code;
		}
		this.length = length + text.length;
		return true;
	}

	/** Writes lower-case hex of 32 bytes; false when it is anything else. */
	private hex(text: string): boolean {
		const { bytes, length } = this;
		if (typeof text !== 'string' || text.length !== 64) return false;
		for (let i = 0; i < 64; i++) {
			const code = text.charCodeAt(i);
			if (code < 48 || code > 102 || (code > 57 && code < 97)) return false;
			bytes[length + i] = code;
		}
		this.length = length + 64;
		return true;
	}

	private makeRoom(length: number): void {
		if (length > this.bytes.length) this.bytes = new Uint8Array(2 * length);
		this.bytes[0] = 0;
	}
}

function weightText(weight: number | undefined): string {
	return weight === undefined ? '' : `,"weight":${canonical(weight)}`;
}
