import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openResolver, textsAt } from '#lib/dns.server.ts';
import { dkim, dnsServers, mailFrom, smtpUrl } from '#lib/settings.server.ts';
import { domainOf } from '#lib/smtp.server.ts';

/** What is right or wrong with one of the three, by a name that pages say in words. */
export type Finding =
	'good' | 'missing' | 'several' | 'lets-anybody' | 'only-watches' | 'other-key' | 'revoked' | 'no-key' | 'unreachable';

/** One record: what was found, and the exact record that would be right (null: nothing to add). */
export type RecordCheck = { finding: Finding; name: string; found: string[]; add: string | null };

/** The sender's domain and its three records. */
export type SenderCheck = { from: string; domain: string; spf: RecordCheck; dkim: RecordCheck; dmarc: RecordCheck };

type Sender = {
	from: string;
	/** The host that letters are handed to. */
	smtpHost: string;
	key: { selector: string; publicKey: string } | null;
	servers: string[];
};

/** The sender as this host is set up. */
export function ownSender(): Sender {
	const key = dkim && { selector: dkim.selector, publicKey: publicHalf(readFileSync(dkim.keyFile, 'utf8')) };
	return { from: mailFrom, smtpHost: URL.parse(smtpUrl)?.hostname ?? '', key, servers: dnsServers };
}

/** The public half of a private key as its DNS record holds it (RFC 6376 §3.6.1): base64 of its SubjectPublicKeyInfo. */
export function publicHalf(pem: string): string {
	return createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
}

/**
 * Asks the DNS whether letters from this sender will be believed: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). Null
 * where letters are not sent from a real domain.
 */
export async function checkSender({ from, smtpHost, key, servers }: Sender): Promise<SenderCheck | null> {
	const domain = domainOf(from);
	if (!domain.includes('.')) return null;
	const resolver = openResolver({ timeout: 1500, tries: 2 }, servers);
	const texts = (name: string) => textsAt(resolver, name);
	const [spf, signed, dmarc] = await Promise.all([
		spfOf(texts, domain, smtpHost),
		dkimOf(texts, domain, key),
		dmarcOf(texts, domain)
	]);
	return { from, domain, spf, dkim: signed, dmarc };
}

type Texts = (name: string) => Promise<string[] | null>;

async function spfOf(texts: Texts, domain: string, smtpHost: string): Promise<RecordCheck> {
	const all = await texts(domain);
	const add = `v=spf1 ${smtpHost ? `a:${smtpHost} ` : 'mx '}~all`;
	if (!all) return { finding: 'unreachable', name: domain, found: [], add };
	const found = all.filter((text) => /^v=spf1( |$)/i.test(text));
	const [only = ''] = found;
	if (found.length === 0) return { finding: 'missing', name: domain, found, add };
	if (found.length > 1) return { finding: 'several', name: domain, found, add: null };
	if (/(^| )\+?all( |$)/i.test(only))
		return { finding: 'lets-anybody', name: domain, found, add: only.replace(/\+?all/i, '~all') };
	return { finding: 'good', name: domain, found, add: null };
}

async function dkimOf(texts: Texts, domain: string, key: Sender['key']): Promise<RecordCheck> {
	if (!key) return { finding: 'no-key', name: `madang._domainkey.${domain}`, found: [], add: null };
	const name = `${key.selector}._domainkey.${domain}`;
	const add = `v=DKIM1; k=rsa; p=${key.publicKey}`;
	const all = await texts(name);
	if (!all) return { finding: 'unreachable', name, found: [], add };
	const found = all.filter((text) => /(^|;)\s*p=/.test(text));
	if (found.length === 0) return { finding: 'missing', name, found, add };
	if (found.length > 1) return { finding: 'several', name, found, add };
	const kept = /(?:^|;)\s*p=([^;]*)/.exec(found[0]!)![1]!.replace(/\s/g, '');
	if (kept === '') return { finding: 'revoked', name, found, add };
	return kept === key.publicKey
		? { finding: 'good', name, found, add: null }
		: { finding: 'other-key', name, found, add };
}

async function dmarcOf(texts: Texts, domain: string): Promise<RecordCheck> {
	const name = `_dmarc.${domain}`;
	const add = 'v=DMARC1; p=quarantine; adkim=r; aspf=r';
	// A domain without one is under its parent's (RFC 7489 §6.6.3); of what is registered we know no list, so one step is tried.
	const parent = domain.split('.').length > 2 ? `_dmarc.${domain.split('.').slice(1).join('.')}` : null;
	const own = await texts(name);
	if (!own) return { finding: 'unreachable', name, found: [], add };
	const isPolicy = (text: string) => /^v=DMARC1\s*(;|$)/i.test(text);
	const found = own.some(isPolicy) || !parent ? own.filter(isPolicy) : ((await texts(parent)) ?? []).filter(isPolicy);
	if (found.length === 0) return { finding: 'missing', name, found, add };
	if (found.length > 1) return { finding: 'several', name, found, add: null };
	return { finding: /;\s*p\s*=\s*none/i.test(found[0]!) ? 'only-watches' : 'good', name, found, add: null };
}
