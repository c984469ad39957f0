import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from './fault.mjs';
import { birthOf } from './processes.mjs';

/**
 * Makes the data folder (private: it holds people's applications) and proves that it can be written.
 * @param {string} dataDir
 */
export function openFolder(dataDir) {
	const trial = join(dataDir, `.written-by-${process.pid}`);
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		writeFileSync(trial, '');
		rmSync(trial);
	} catch (error) {
		throw new StartFault(
			`The data folder ${dataDir} cannot be written (${error.code}): set DATA_DIR to a folder that can.`,
			`데이터 폴더 ${dataDir}에 쓸 수 없습니다(${error.code}). 쓸 수 있는 폴더를 DATA_DIR로 지정하세요.`
		);
	}
}

/**
 * Takes the data folder for this process. Of two programs on one folder the second is refused, before it could adopt
 * (and later stop) the first one's database. A lock whose process is gone is taken over.
 * @param {string} dataDir
 * @returns {() => void} gives the folder back
 */
export function lockFolder(dataDir) {
	const path = join(dataDir, 'madang.pid');
	const mine = `${process.pid} ${birthOf(process.pid)}\n`;
	for (;;) {
		if (claim(path, mine)) return () => release(path, mine);
		const theirs = readLock(path);
		if (isHeld(theirs)) throw alreadyRunning(dataDir, theirs);
		discard(path, theirs);
	}
}

/** @param {string} path @param {string} mine */
function claim(path, mine) {
	const written = `${path}.${process.pid}.new`;
	writeFileSync(written, mine);
	try {
		// A link appears with its content in it: nobody can see an empty lock and take it for a dead one.
		linkSync(written, path);
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	} finally {
		rmSync(written);
	}
}

/** @param {string} lock */
function isHeld(lock) {
	const [pid, ...birth] = lock.trim().split(' ');
	return Number(pid) > 0 && birthOf(Number(pid)) === birth.join(' ');
}

/** Two starters may see the same dead lock: whoever finds that it moved a living one puts it back and looks again. */
function discard(path, dead) {
	const aside = `${path}.${process.pid}`;
	try {
		renameSync(path, aside);
		if (readLock(aside) !== dead && !existsSync(path)) renameSync(aside, path);
		else rmSync(aside);
	} catch (error) {
		if (error.code !== 'ENOENT') throw error;
	}
}

/** @param {string} path */
function readLock(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

/** @param {string} path @param {string} mine */
function release(path, mine) {
	if (readLock(path) === mine) rmSync(path, { force: true });
}

/** @param {string} dataDir @param {string} lock */
function alreadyRunning(dataDir, lock) {
	const pid = lock.split(' ')[0];
	return new StartFault(
		`Madang already runs on the data folder ${dataDir} (process ${pid}): stop that one first, or set another DATA_DIR.`,
		`데이터 폴더 ${dataDir}에서 마당이 이미 실행 중입니다(프로세스 ${pid}). 먼저 종료하거나 다른 DATA_DIR을 지정하세요.`
	);
}
