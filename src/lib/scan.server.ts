import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { clamdUrl, scanCommand } from './settings.server.ts';

/** What a scanner says of a file, and in what words. */
export type Scanned = { outcome: 'clean' | 'flagged' | 'cannot-scan'; said: string };

const mostMs = 120_000;

/** Whether the settings name a scanner. */
export const hasScanner = scanCommand.length > 0 || clamdUrl !== '';

/**
 * Asks the scanner of the settings about a file on the disk. Throws when it does not answer, or not in time, or with
 * anything but a verdict: a file is never clean because a scanner failed.
 */
export function scanFile(path: string): Promise<Scanned> {
	return scanCommand.length > 0 ? byCommand(scanCommand, path) : byClamd(clamdUrl, path);
}

/** By a command: it is given the path last; exit 0 says clean, 1 flagged, 3 that it cannot look inside. */
export async function byCommand([program, ...args]: string[], path: string): Promise<Scanned> {
	const inTime = { signal: AbortSignal.timeout(mostMs), killSignal: 'SIGKILL' } as const;
	const scanner = spawn(program!, [...args, path], { stdio: ['ignore', 'pipe', 'ignore'], ...inTime });
	let said = '';
	scanner.stdout.on('data', (text: Buffer) => (said = (said + text).slice(0, 500)));
	const [code] = (await once(scanner, 'close')) as [number | null];
	const outcome = ({ 0: 'clean', 1: 'flagged', 3: 'cannot-scan' } as const)[code ?? -1];
	if (!outcome) throw new Error(`the scanner ended with ${code}: ${said}`);
	return { outcome, said: said.trim() };
}

/** By clamd's INSTREAM (clamd(8)): the file in chunks, each after its length; then one line. */
export async function byClamd(url: string, path: string, patienceMs = mostMs): Promise<Scanned> {
	const socket = open(url);
	socket.setTimeout(patienceMs, () => socket.destroy(new Error('the scanner does not answer')));
	try {
		const answer = answerOf(socket);
		answer.catch(() => {}); // told below, also when it comes while we still send
		await once(socket, 'connect');
		await send(socket, 'zINSTREAM\0');
		for await (const piece of createReadStream(path, { highWaterMark: 1 << 16 })) {
			const length = Buffer.alloc(4);
			length.writeUInt32BE((piece as Buffer).length);
			await send(socket, Buffer.concat([length, piece as Buffer]));
		}
		await send(socket, Buffer.alloc(4));
		return verdictIn(await answer);
	} finally {
		socket.destroy();
	}
}

function open(url: string): Socket {
	if (url.startsWith('unix:')) return connect(url.slice('unix:'.length));
	const { hostname, port } = new URL(url);
	return connect(Number(port || 3310), hostname);
}

async function send(socket: Socket, bytes: Buffer | string): Promise<void> {
	if (socket.destroyed) return; // its answer, or why there is none, is awaited after the last byte
	if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
}

function answerOf(socket: Socket): Promise<string> {
	return new Promise((done, fail) => {
		let text = '';
		socket.on('data', (piece) => (text += piece.toString()));
		socket.on('error', fail);
		socket.on('close', () => done(text));
	});
}

function verdictIn(answer: string): Scanned {
	const said = answer.replace(/\0/g, '').trim();
	if (said.endsWith(': OK')) return { outcome: 'clean', said };
	if (said.endsWith(' FOUND')) {
		const isUnseen = /Heuristics\.(Encrypted|Limits)/.test(said);
		return { outcome: isUnseen ? 'cannot-scan' : 'flagged', said };
	}
	throw new Error(`the scanner says: ${said || 'nothing'}`);
}
