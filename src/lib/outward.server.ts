import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { addressesOf } from './dns.server.ts';

/** Why nothing was heard from an address that strangers named. */
export type OutwardFault = 'not-public' | 'no-name' | 'too-slow' | 'no-answer' | 'bad-certificate';

const patienceMs = 3000;
const mostBytes = 65_536;

// What is nobody's on the open internet (the IANA registries of special addresses). Of IPv6, only what is given out for
// the open internet is let in at all, and of that not what carries an IPv4 address within it.
const closed = new BlockList();
for (const [net, bits] of [
	...([
		['0.0.0.0', 8],
		['10.0.0.0', 8],
		['100.64.0.0', 10],
		['127.0.0.0', 8],
		['169.254.0.0', 16]
	] as const),
	...([
		['172.16.0.0', 12],
		['192.0.0.0', 24],
		['192.0.2.0', 24],
		['192.88.99.0', 24],
		['192.168.0.0', 16]
	] as const),
	...([
		['198.18.0.0', 15],
		['198.51.100.0', 24],
		['203.0.113.0', 24],
		['224.0.0.0', 4],
		['240.0.0.0', 4]
	] as const)
]) {
	closed.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
	...([
		['2001::', 23],
		['2001:db8::', 32],
		['2002::', 16],
		['3fff::', 20]
	] as const)
]) {
	closed.addSubnet(net, bits, 'ipv6');
}
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the open internet: none of this machine, its network, its cloud, and none in disguise. */
export function isPublicAddress(address: string): boolean {
	if (!isIP(address) || address.includes('%')) return false;
	if (!isIPv6(address)) return !closed.check(address, 'ipv4');
	return open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** A question to an address, and whether addresses of this machine will do (in a rehearsal and in tests). */
export type OutwardQuestion = {
	url: string;
	method: string;
	headers: Record<string, string>;
	body?: string | undefined;
	staysHere?: boolean;
};
/** What was answered: no more of the body than 64 KB, beyond which there is no answer. */
export type OutwardAnswer = { status: number; headers: Record<string, string>; body: string };

/** A thing to send, and whether addresses of this machine will do (in a rehearsal and in tests). */
export type Outward = { url: string; headers: Record<string, string>; body: string; staysHere?: boolean };

/**
 * Sends something to an address that a stranger named. Its name is resolved once, every address behind it must be of the
 * open internet, and the connection goes to the one that was looked at. Nothing is followed, no more than 64 KB of the
 * answer is read, and all of it takes no more than three seconds. Answers with the status, or with why there is none.
 */
export async function sendOutward(sent: Outward): Promise<{ status: number } | { fault: OutwardFault }> {
	const url = new URL(sent.url);
	const late = AbortSignal.timeout(patienceMs);
	const address = await Promise.race([addressOf(url, sent.staysHere ?? false), whenAborted(late)]);
	if (typeof address === 'object') return address;
	return post(url, sent, { address, late });
}

/** Asks an address as `sendOutward` sends to one, and answers with what it said. */
export async function askOutward(asked: OutwardQuestion): Promise<OutwardAnswer | { fault: OutwardFault }> {
	const url = new URL(asked.url);
	const late = AbortSignal.timeout(patienceMs);
	const address = await Promise.race([addressOf(url, asked.staysHere ?? false), whenAborted(late)]);
	if (typeof address === 'object') return address;
	return new Promise((done) => {
		const request = pinnedRequest(url, asked, { address, late });
		request.on('error', (fault: NodeJS.ErrnoException) => done({ fault: faultOf(fault, late) }));
		request.on('response', (answer) => void readWhole(answer, late).then(done));
		request.end(asked.body);
	});
}

async function readWhole(
	answer: http.IncomingMessage,
	late: AbortSignal
): Promise<OutwardAnswer | { fault: OutwardFault }> {
	try {
		const parts: Buffer[] = [];
		let bytes = 0;
		for await (const part of answer as AsyncIterable<Buffer>) {
			parts.push(part);
			if ((bytes += part.length) > mostBytes) return { fault: 'no-answer' };
		}
		const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
		const body = Buffer.concat(parts).toString('utf8');
		return { status: answer.statusCode ?? 0, headers: Object.fromEntries(headers), body };
	} catch (fault) {
		return { fault: faultOf(fault as NodeJS.ErrnoException, late) };
	}
}

const whenAborted = (signal: AbortSignal) =>
	new Promise<{ fault: OutwardFault }>((done) =>
		signal.addEventListener('abort', () => done({ fault: 'too-slow' }), { once: true })
	);

async function addressOf(url: URL, staysHere: boolean): Promise<string | { fault: OutwardFault }> {
	const found = (await addressesOf(url.hostname, { timeout: patienceMs, tries: 1 })) ?? [];
	if (found.length === 0) return { fault: 'no-name' };
	if (!staysHere && !found.every(isPublicAddress)) return { fault: 'not-public' };
	return found[0]!;
}

type Pinned = { address: string; late: AbortSignal };

type Sent = { method: string; headers: Record<string, string>; body?: string | undefined };

function pinnedRequest(url: URL, { method, headers, body }: Sent, { address, late }: Pinned): http.ClientRequest {
	const { request } = url.protocol === 'https:' ? https : http;
	const family = isIPv6(address) ? 6 : 4;
	const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
	return request(url, {
		...{ method, agent: false as const, signal: late, headers: { ...headers, ...length, connection: 'close' } },
		lookup: (_, options, found) => (options.all ? found(null, [{ address, family }]) : found(null, address, family))
	});
}

function post(url: URL, { headers, body }: Outward, pinned: Pinned) {
	const { late } = pinned;
	return new Promise<{ status: number } | { fault: OutwardFault }>((done) => {
		const asked = pinnedRequest(url, { method: 'POST', headers, body }, pinned);
		asked.on('error', (fault: NodeJS.ErrnoException) => done({ fault: faultOf(fault, late) }));
		asked.on('response', (answer) => {
			done({ status: answer.statusCode ?? 0 });
			let bytes = 0;
			answer.on('data', (some: Buffer) => {
				if ((bytes += some.length) > mostBytes) asked.destroy();
			});
			answer.on('error', () => asked.destroy());
		});
		asked.end(body);
	});
}

function faultOf({ code = '' }: NodeJS.ErrnoException, late: AbortSignal): OutwardFault {
	if (late.aborted) return 'too-slow';
	return /CERT|TLS|SSL|ALTNAME/.test(code) ? 'bad-certificate' : 'no-answer';
}
