import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process of this id runs, be it ours or somebody else's. @param {number} pid */
export function isAlive(pid) {
	if (!(pid > 0)) return false; // 0 and below would mean groups
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/**
 * What tells a process from a later one that was given the same id (after a reboot, or in a new container): the moment
 * it began. Undefined when there is no such process.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function birthOf(pid) {
	try {
		if (process.platform !== 'linux') return ask(pid, 'lstart');
		// Field 22; the second field may hold spaces and brackets of its own, so count from its closing bracket.
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
		return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
	} catch {
		return undefined;
	}
}

/** The command line of a process, or '' when there is none. @param {number} pid */
export function commandOf(pid) {
	try {
		if (process.platform !== 'linux') return ask(pid, 'command') ?? '';
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
	} catch {
		return '';
	}
}

/** @param {number} pid @param {string} field */
function ask(pid, field) {
	const text = execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' });
	return text.trim() || undefined;
}

/** @param {number} ms */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
