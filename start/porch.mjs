import { isIP } from 'node:net';
import { policy } from './policy.mjs';

const hopByHop = 'x-madang-';

/** Where adapter-node finds what it cannot know: headers of a name that no client's request can carry past us. */
export function namePrivateHeaders(env = process.env) {
	env.PROTOCOL_HEADER = `${hopByHop}protocol`;
	env.HOST_HEADER = `${hopByHop}host`;
	env.ADDRESS_HEADER = `${hopByHop}address`;
}

/**
 * What each request passes before the application sees it: it is stamped with the instant it arrived (a deadline is
 * judged by that, however long the work then takes), told under which origin it came in, and its answer is given the
 * headers that every answer has, whoever makes it. Client's own headers of our private names are dropped.
 *
 * @param {import('./settings.mjs').Settings} settings
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean}
 *   false when the request was answered here
 */
export function makePorch(settings) {
	const fixed = fixedHeaders();
	const mains = mainHeaders(settings);
	return (request, response) => {
		const arrivedAt = Date.now();
		for (const [name, value] of fixed) response.setHeader(name, value);
		response.setHeader('cross-origin-resource-policy', isForOtherSites(request) ? 'cross-origin' : 'same-origin');
		for (const name in request.headers) if (name.startsWith(hopByHop)) delete request.headers[name];
		const { protocol, host, address } = whence(request, settings);
		if (!isDomain(host)) for (const [name, value] of mains) response.setHeader(name, value);
		if (!mayName(host, settings)) {
			response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' });
			response.end(`Madang is at ${settings.baseUrl?.origin ?? `http://localhost:${settings.port}`}\n`);
			return false;
		}
		if (isForFilesAlone(request, settings)) {
			response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
			response.end();
			return false;
		}
		if (isTooLong(request)) {
			response.writeHead(413, { connection: 'close', 'content-type': 'text/plain; charset=utf-8' });
			response.end('That is too much to send.\n보내신 내용이 너무 큽니다.\n');
			return false;
		}
		request.headers[`${hopByHop}arrived-at`] = String(arrivedAt);
		request.headers[`${hopByHop}protocol`] = protocol;
		request.headers[`${hopByHop}host`] = host;
		request.headers[`${hopByHop}address`] = address;
		return true;
	};
}

/** What hosts put into pages of their own. @param {import('node:http').IncomingMessage} request */
const isForOtherSites = ({ url = '' }) => url.startsWith('/widgets/');

/** @returns {[string, string][]} */
function fixedHeaders() {
	return [
		['content-security-policy', policy], // of what is no page too; what may do less says so itself
		['x-content-type-options', 'nosniff'],
		['x-frame-options', 'DENY'], // a page's own policy says it too; what is no page has only this
		['referrer-policy', 'same-origin'],
		['cross-origin-opener-policy', 'same-origin'],
		['permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()']
	];
}

/**
 * A promise for a year: only whoever said that the address is https can keep it. A host's own domain has others beside and
 * below it, for which nobody here can speak.
 * @param {import('./settings.mjs').Settings} settings @returns {[string, string][]}
 */
function mainHeaders({ baseUrl }) {
	if (baseUrl?.protocol !== 'https:') return [];
	return [['strict-transport-security', 'max-age=31536000; includeSubDomains']];
}

/** @param {import('node:http').IncomingMessage} request @param {import('./settings.mjs').Settings} settings */
export function whence({ headers, socket }, { baseUrl, trustProxy }) {
	const forwarded = (name) => (trustProxy ? lastOf(headers[`x-forwarded-${name}`]) : undefined);
	const asked = forwarded('host') ?? headers.host ?? '';
	return {
		protocol: baseUrl?.protocol.slice(0, -1) ?? (forwarded('proto') === 'https' ? 'https' : 'http'),
		host: baseUrl ? pinned(asked, baseUrl) : asked,
		address: forwarded('for') ?? socket.remoteAddress ?? ''
	};
}

/** The installation's own name, whatever was asked for; but a live domain of a host's is itself. @param {string} asked @param {URL} baseUrl */
function pinned(asked, baseUrl) {
	return isDomain(asked) ? nameOf(asked) + (baseUrl.port && `:${baseUrl.port}`) : baseUrl.host;
}

/** @param {string} host */
const nameOf = (host) => host.replace(/:\d+$/, '').toLowerCase();

/** Whether a name is a live domain of a host's, as far as the application has said. @param {string} host */
const isDomain = (host) => globalThis.__madangDomains?.(nameOf(host)) ?? false;

/** The last one is what our own proxy wrote; those before it are what its client claimed. */
function lastOf(value) {
	return value === undefined ? undefined : String(value).split(',').at(-1)?.trim();
}

/**
 * Whether somebody asks the origin of files for anything else: what came from there could then act as a page of ours.
 * @param {import('node:http').IncomingMessage} request @param {import('./settings.mjs').Settings} settings
 */
function isForFilesAlone({ url = '', headers }, { filesOrigin }) {
	return filesOrigin !== null && headers.host === filesOrigin.host && !url.startsWith('/files/');
}

const mostBytes = 1 << 20;
/** A table of applications that an organiser imports. */
const mostImportBytes = 17 * mostBytes;

/**
 * Files of applicants come by two ways, which are read piece by piece and have their own limits; all else is read whole,
 * and has to say beforehand how long it is.
 * @param {import('node:http').IncomingMessage} request
 */
function isTooLong({ url = '', headers, method }) {
	const isFile = /^\/calls\/[^/]+\/apply(\?\/attach|\/files\/[^/]+$)/.test(url) && method !== 'GET';
	if (isFile) return false;
	const most = /^\/desk\/calls\/[^/]+\/import(\?|$)/.test(url) ? mostImportBytes : mostBytes;
	return Number(headers['content-length'] ?? 0) > most || headers['transfer-encoding'] !== undefined;
}

/**
 * On loopback, a page of a stranger could reach us under a name of its own that it points to 127.0.0.1, and read the
 * local mailbox. So there only names that mean this machine are answered.
 */
function mayName(host, { baseUrl, host: listening, trustProxy }) {
	if (baseUrl || trustProxy || !isLoopback(listening) || isDomain(host)) return true;
	const name = nameOf(host).replace(/^\[|\]$/g, '');
	return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
}

/** @param {string | undefined} host */
function isLoopback(host) {
	return host === 'localhost' || host === '::1' || Boolean(host?.startsWith('127.'));
}
