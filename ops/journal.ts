import { readFile } from 'node:fs/promises';
import { StartFault } from '../start/fault.mjs';
import { eraseAllAgain } from './erased.ts';
import { withDb } from './connected.ts';
import type { Db } from '../src/lib/db.server.ts';
import type { Judged, Verified } from '../src/domain/journal/checkpoints.rules.ts';

type Told = { en: string; ko: string };

/**
 * Holds the journal from its first line to its head against itself, against every head it signed, and against those kept
 * outside the store and in `files` (each one signed note or many). Answers with what was found, line by line.
 */
export async function verify(env: NodeJS.ProcessEnv, files: string[]): Promise<{ isSound: boolean; lines: Told[] }> {
	const texts = await Promise.all(files.map(readKept));
	return withDb(env, async (db) => {
		const { rules, read, places } = await domain();
		const outside = await places.keptIn(read.journalPlaces);
		const notes = [...outside, ...texts].flatMap(rules.notesIn);
		files.forEach((file, at) => {
			if (rules.notesIn(texts[at]!).length === 0) throw noNote(file);
		});
		const found = await read.verifyJournal(db, notes);
		return { isSound: rules.isSound(found), lines: toldOf(found) };
	});
}

/** Records for the operator that the store was put back, and why. Answers with how many were erased again. */
export function acceptRestore(env: NodeJS.ProcessEnv, reason: string): Promise<number> {
	return withDb(env, (db) => acceptOn(db, reason));
}

/**
 * Records that the store was put back, and why; erases again whoever was erased since; the heads that were lost are put
 * aside, and writing goes on. Answers with how many were erased again.
 */
export async function acceptOn(db: Db, reason: string): Promise<number> {
	const { read, write, places } = await domain();
	const lost = await read.lostHead(db, await places.keptIn(read.journalPlaces));
	const at = new Date();
	await write.recordRestore(db, { reason, lost }, at);
	const again = await eraseAllAgain(db, at);
	if (lost) await places.putAside(read.journalPlaces, at);
	return again;
}

/** Whether the journal lacks what the heads kept outside were signed over. */
export async function isForked(db: Db): Promise<boolean> {
	const { read, places } = await domain();
	return (await read.lostHead(db, await places.keptIn(read.journalPlaces))) !== null;
}

function toldOf({ lines, broken, published, kept }: Verified): Told[] {
	return [
		broken === null
			? { en: `✓ ${lines} lines, each follows from the one before.`, ko: `✓ ${lines}줄이 빠짐없이 이어집니다.` }
			: { en: `✗ The chain breaks at line ${broken}.`, ko: `✗ ${broken}번째 줄에서 이어지지 않습니다.` },
		...toldHeads(published, { en: 'published heads', ko: '공개한 서명' }),
		...toldHeads(kept, { en: 'heads kept elsewhere', ko: '따로 보관한 서명' })
	];
}

function toldHeads(heads: Judged[], name: Told): Told[] {
	const bad = heads.filter(({ standing }) => standing !== 'holds');
	const why = {
		...{ holds: { en: '', ko: '' }, 'no-note': { en: 'is no signed note', ko: '서명된 기록이 아닙니다' } },
		shorter: { en: 'covers lines that are no longer there', ko: '지금은 없는 줄까지 서명했습니다' },
		other: { en: 'was signed over other lines', ko: '다른 줄들에 서명했습니다' },
		'not-ours': { en: 'is signed by another key', ko: '다른 키로 서명했습니다' }
	};
	if (bad.length === 0)
		return [{ en: `✓ ${heads.length} ${name.en} hold.`, ko: `✓ ${name.ko} ${heads.length}개가 모두 맞습니다.` }];
	return bad.map(({ size, standing }) => ({
		en: `✗ Of the ${name.en}, the one of ${size} lines ${why[standing].en}.`,
		ko: `✗ ${name.ko} 가운데 ${size}줄의 것은 ${why[standing].ko}.`
	}));
}

async function readKept(file: string): Promise<string> {
	return readFile(file, 'utf8').catch(() => {
		throw noNote(file);
	});
}

const noNote = (file: string) =>
	new StartFault(`${file} holds no signed head of a journal.`, `${file} 파일에 기록의 서명이 없습니다.`);

// The domain reads the settings when it is loaded: only once the store is open they are complete.
async function domain() {
	const [rules, read, write, places] = await Promise.all([
		import('../src/domain/journal/checkpoints.rules.ts'),
		import('../src/domain/journal/checkpoints.read.server.ts'),
		import('../src/domain/journal/checkpoints.write.server.ts'),
		import('../src/lib/places.server.ts')
	]);
	return { rules, read, write, places };
}
