import { refusal } from '#lib/refusal.ts';

/** What a look found of the text that proves a domain. */
export type Proof = 'good' | 'missing' | 'other' | 'unreachable';
/** What a look found of where a domain leads. */
export type Way = 'good' | 'missing' | 'elsewhere' | 'unreachable';
/** What the name system says of a domain: whether whoever has it in hand wants it here, and whether it leads here. */
export type Look = { proof: Proof; way: Way };

/** A host's own domain: live from when it was proved until its proof has been gone for too long. */
export type Domain = { name: string; token: string; live_at: Date | null; missed_at: Date | null };

/** How long a domain stays live whose proof or way is gone, days; and how often a live one is looked at, hours. */
export const graceDays = 7;
export const lookEveryHours = 24;

/** Where the text goes that proves a domain, and the text. */
export const textPlace = (name: string) => `_madang.${name}`;
export const textFor = (token: string) => `madang=${token}`;

/** When a domain that is missed goes off. */
export const offAt = (missed: Date) => new Date(missed.getTime() + graceDays * 86_400_000);

/** What a look makes of a live domain: it stands, it is missed, or it goes off. Who says nothing has not said no. */
export function verdictOn({ missed_at }: Pick<Domain, 'missed_at'>, look: Look, at: Date): 'stands' | 'missed' | 'off' {
	if (look.proof === 'good' && look.way === 'good') return 'stands';
	const hasSaidNo = [look.proof, look.way].some((one) => !['good', 'unreachable'].includes(one));
	if (!missed_at) return hasSaidNo ? 'missed' : 'stands';
	return offAt(missed_at) <= at ? 'off' : 'missed';
}

// Names that lead nowhere but inside (RFC 6761, RFC 8375, RFC 9476 and .internal).
const inside = /(^|\.)(localhost|local|internal|alt|onion|arpa|invalid)$/;
const form = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9-]{2,63}$/;

/**
 * A domain as people write it, in the letters that travel (`한글.한국` is `xn--bj0bj06e.xn--3e0b707e`): a whole address is
 * taken for its domain. Null where it is none, a number, or one of names that are never outside.
 */
export function domainIn(text: string): string | null {
	const plain = text
		.normalize('NFKC')
		.trim()
		.replace(/^https?:\/\//i, '')
		.replace(/\/$/, '');
	if (/[\s/?#@:\\]/.test(plain)) return null;
	const name = URL.parse(`http://${plain}`)?.hostname.replace(/\.$/, '') ?? '';
	return form.test(name) && name.length <= 253 - '_madang.'.length && !inside.test(name) ? name : null;
}

export const notADomain = 'domains.not-a-domain';
export const ownName = () => refusal('invalid', 'domains.own-name');
export const domainTaken = () => refusal('conflict', 'domains.taken');
export const noDomain = () => refusal('unknown', 'domains.none');
