import { problem } from './answer.server.ts';
import { Refusal } from './refusal.ts';

/**
 * The tus resumable upload protocol 1.0.0 (tus.io/protocols/resumable-upload): core, creation, termination, checksum.
 * What is fixed by it stands here, its own status codes among them.
 */
const version = '1.0.0';

/** An answer without a body, of a protocol's own status. */
export function tusAnswer(status: 200 | 201 | 204, headers: Record<string, string> = {}): Response {
	return new Response(null, { status, headers: { 'tus-resumable': version, 'cache-control': 'no-store', ...headers } });
}

/** What this server can, for who asks before sending. */
export function tusOptions(mostBytes: number): Response {
	return tusAnswer(204, {
		'tus-version': version,
		'tus-extension': 'creation,termination,checksum',
		'tus-checksum-algorithm': 'sha256',
		'tus-max-size': String(mostBytes)
	});
}

/** Runs one request of the protocol: refusals become its answers. A hash that does not match has a code of its own. */
export async function forTus(
	request: Request,
	run: () => Promise<Response>,
	isOtherHash: (fault: Refusal) => boolean
): Promise<Response> {
	if (request.headers.get('tus-resumable') !== version) {
		return new Response(null, { status: 412, headers: { 'tus-version': version } });
	}
	try {
		return await run();
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		const told = problem(fault);
		told.headers.set('tus-resumable', version);
		return isOtherHash(fault) ? new Response(told.body, { status: 460, headers: told.headers }) : told;
	}
}

/** `Upload-Metadata`: names with values in base64. */
export function metadataOf(request: Request): Record<string, string> {
	const pairs = (request.headers.get('upload-metadata') ?? '').split(',').map((pair) => pair.trim().split(' '));
	return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString()]));
}

/** A whole number in a header, or -1. */
export function numberIn(request: Request, header: string): number {
	const text = request.headers.get(header) ?? '';
	return /^\d{1,15}$/.test(text) ? Number(text) : -1;
}

/** The hash of a piece in hexadecimal, where one was sent. */
export function hashOf(request: Request): string | undefined {
	const [algorithm, value = ''] = (request.headers.get('upload-checksum') ?? '').split(' ');
	return algorithm === 'sha256' ? Buffer.from(value, 'base64').toString('hex') : undefined;
}
