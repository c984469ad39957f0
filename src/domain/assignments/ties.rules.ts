import { fieldsRefused } from '#lib/refusal.ts';

/** What ties a reviewer to an application: it is theirs, of their organisation, or of somebody they are close to. */
export const tieKinds = ['applicant', 'organisation', 'domain', 'family', 'work'] as const;
export type TieKind = (typeof tieKinds)[number];

/** A reviewer as far as their ties can be seen: `known` are those said or entered, by key. */
export type ReviewerTies = {
	id: string;
	email: string;
	organisationNames: string[];
	known: { kind: 'family' | 'work'; key: string }[];
};
/** An application as far as its ties can be seen: `addresses` are mail addresses and links, `names` people's. */
export type ApplicationTies = {
	id: string;
	organisationName: string;
	registrationNumber: string | null;
	addresses: string[];
	names: string[];
};

/** How a pair is named where ties are looked up. */
export const pairKey = (applicationId: string, reviewerId: string) => `${applicationId} ${reviewerId}`;

/** Whom a person or organisation is meant by: a registration number, a mail address, or a name, as it is compared. */
export function tieKey(who: string): string {
	const text = who.normalize('NFKC').trim();
	if (/^[\d\s-]{10,14}$/.test(text)) return text.replace(/\D/g, '');
	return text.includes('@') ? text.toLowerCase() : plainName(text);
}

/** Every pair that is tied, with what ties it. Looked up by key, never pair by pair: there may be millions of pairs. */
export function tiesSeen(reviewers: ReviewerTies[], applications: ApplicationTies[]): Map<string, TieKind> {
	const byKey = keysOf(reviewers);
	const seen = new Map<string, TieKind>();
	for (const application of applications) {
		for (const key of keysOfApplication(application)) {
			for (const { reviewerId, kind } of byKey.get(key) ?? []) {
				const pair = pairKey(application.id, reviewerId);
				if (!seen.has(pair)) seen.set(pair, kind);
			}
		}
	}
	return seen;
}

/** By what a reviewer is found: what they know of is found under it as it stands, a domain also from below and above. */
function keysOf(reviewers: ReviewerTies[]): Map<string, { reviewerId: string; kind: TieKind }[]> {
	const byKey = new Map<string, { reviewerId: string; kind: TieKind }[]>();
	const put = (key: string, reviewerId: string, kind: TieKind) => {
		if (key === '') return;
		byKey.set(key, [...(byKey.get(key) ?? []), { reviewerId, kind }]);
	};
	for (const { id, email, organisationNames, known } of reviewers) {
		put(email, id, 'applicant');
		for (const name of organisationNames) put(`firm ${plainName(name)}`, id, 'organisation');
		const domain = domainOf(email);
		if (domain) {
			put(`within ${domain}`, id, 'domain');
			for (const wider of widened(domain)) put(`at ${wider}`, id, 'domain');
		}
		for (const { kind, key } of known) put(key, id, kind);
	}
	return byKey;
}

// An address at `lab.firm.kr` is within `firm.kr`; a reviewer at `lab.firm.kr` is met by an address at `firm.kr`.
function keysOfApplication({ organisationName, registrationNumber, addresses, names }: ApplicationTies): Set<string> {
	const name = plainName(organisationName);
	const keys = new Set(addresses.filter((address) => address.includes('@')));
	if (name) keys.add(`firm ${name}`).add(name);
	if (registrationNumber) keys.add(registrationNumber);
	for (const person of names) keys.add(plainName(person));
	for (const address of addresses) {
		const domain = domainOf(address);
		if (!domain) continue;
		keys.add(`at ${domain}`);
		for (const wider of widened(domain)) keys.add(`within ${wider}`);
	}
	return keys;
}

/** A domain and all it lies in that are no provider's: `lab.firm.kr` and `firm.kr`. */
function widened(domain: string): string[] {
	const labels = domain.split('.');
	return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'));
}

/** Which reviewers are of one organisation: by domain or name. Each gets the number of the first of theirs. */
export function groupsOf(reviewers: ReviewerTies[]): number[] {
	const group = reviewers.map((_, at) => at);
	const root = (at: number): number => (group[at] === at ? at : root(group[at]!));
	const first = new Map<string, number>();
	for (const [at, { email, organisationNames }] of reviewers.entries()) {
		const domain = domainOf(email);
		const keys = [...organisationNames.map(plainName).filter(Boolean), ...(domain ? [`at ${domain}`] : [])];
		for (const key of keys) {
			const other = root(first.get(key) ?? at);
			first.set(key, other);
			group[Math.max(root(at), other)] = Math.min(root(at), other);
		}
	}
	return group.map((_, at) => root(at));
}

// Where anybody may have an address, it says nothing about who they work for.
const openToAll = new Set([
	...['gmail.com', 'googlemail.com', 'naver.com', 'hanmail.net', 'daum.net', 'kakao.com', 'nate.com', 'korea.com'],
	...['outlook.com', 'outlook.kr', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'yahoo.co.kr', 'icloud.com'],
	...['me.com', 'proton.me', 'protonmail.com', 'github.io', 'notion.site', 'youtube.com', 'linkedin.com']
]);

function domainOf(address: string): string | null {
	const host = address.includes('@') ? address.split('@').pop()! : (URL.parse(address)?.hostname ?? '');
	const domain = host
		.trim()
		.toLowerCase()
		.replace(/^www\./, '');
	return domain.includes('.') && !openToAll.has(domain) ? domain : null;
}

function plainName(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/주식회사|유한회사|\(주\)|\b(co|corp|inc|ltd|llc)\b\.?/g, '')
		.replace(/[^\p{L}\p{N}]/gu, '');
}

export const blankTie = () => fieldsRefused({ who: 'lib.required' });
