import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
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
	const over = new AbortController();
	const socket = open(url);
	socket.setTimeout(patienceMs, () => socket.destroy(new Error('the scanner does not answer')));
	try {
		const told = answerOf(socket);
		told.answer.catch(() => {}); // told below, also when it comes while we still send
		await once(socket, 'connect');
		// A daemon that has heard enough answers and closes: its answer says why, not our pipe.
		pipeline(framed(path, told.hasCome), socket, { end: false, signal: over.signal }).catch(() => {});
		return verdictIn(await told.answer);
	} finally {
		over.abort();
		socket.destroy();
	}
}

function open(url: string): Socket {
	if (url.startsWith('unix:')) return connect(url.slice('unix:'.length));
	const { hostname, port } = new URL(url);
	return connect(Number(port || 3310), hostname);
}

async function* framed(path: string, isEnough: () => boolean): AsyncGenerator<Buffer> {
	yield Buffer.from('zINSTREAM\0');
	for await (const piece of createReadStream(path, { highWaterMark: 1 << 16 })) {
		if (isEnough()) return;
		const length = Buffer.alloc(4);
		length.writeUInt32BE((piece as Buffer).length);
		yield Buffer.concat([length, piece as Buffer]);
	}
	yield Buffer.alloc(4);
}

function answerOf(socket: Socket): { answer: Promise<string>; hasCome: () => boolean } {
	let text = '';
	const answer = new Promise<string>((done, fail) => {
		socket.on('data', (piece) => (text += piece.toString()));
		socket.on('error', (fault) => (text ? done(text) : fail(fault)));
		socket.on('close', () => done(text));
	});
	return { answer, hasCome: () => text !== '' };
}

function verdictIn(answer: string): Scanned {
	const said = answer.replace(/\0/g, '').trim();
	if (said.endsWith(': OK')) return { outcome: 'clean', said };
	if (said.endsWith(' FOUND')) {
		const isUnseen = /Heuristics\.(Encrypted|Limits)/.test(said);
		return { outcome: isUnseen ? 'cannot-scan' : 'flagged', said };
	}
	// Longer than its StreamMaxLength: it will be so every time.
	if (said.includes('size limit exceeded')) return { outcome: 'cannot-scan', said };
	throw new Error(`the scanner says: ${said || 'nothing'}`);
}
