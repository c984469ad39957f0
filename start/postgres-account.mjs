import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { userInfo } from 'node:os';
import { StartFault } from './fault.mjs';

/**
 * How to run PostgreSQL, which refuses to run as root and wants an account that has a name.
 *
 * @typedef {object} Account
 * @property {string} kind self, owner, namespace, capability or setuid
 * @property {number | null} owner the id that must own the database's files; null leaves them alone
 * @property {(command: string, args: string[]) => [string, string[], object]} wrap what to spawn instead
 */

/**
 * Finds a way that works here, by trying it on the real binary and the real folder:
 * an ordinary user runs it as it is; root runs it as the data folder's owner, or, where root owns that, in a user
 * namespace as another (nothing is copied, private parent folders are no obstacle); where namespaces are forbidden, as
 * another user with the one capability to enter such folders; else simply as another user.
 *
 * @param {string} postgres the binary
 * @param {string} folder where its files will be
 * @param {NodeJS.ProcessEnv} env with the libraries' path
 * @returns {Account}
 */
export function chooseAccount(postgres, folder, env) {
	if (isOrdinaryUser()) return { kind: 'self', owner: null, wrap: (command, args) => [command, args, {}] };
	for (const account of [...ownerOf(dirname(folder)), ...otherAccounts()]) {
		if (process.getuid() === 0) own(folder, account.owner);
		if (account.kind === 'setuid') chmodSync(dirname(folder), 0o711);
		if (works(account, postgres, folder, env)) return account;
	}
	throw new StartFault(
		'The embedded PostgreSQL cannot be run by this user: start Madang as an ordinary user, or set DATABASE_URL.',
		'이 사용자로는 내장 PostgreSQL을 실행할 수 없습니다. 일반 사용자로 시작하거나 DATABASE_URL을 지정하세요.'
	);
}

function isOrdinaryUser() {
	if (process.getuid() === 0) return false;
	try {
		return Boolean(userInfo().username);
	} catch {
		return false; // a bare number, as containers like to give: initdb would not know its name
	}
}

/** Root, in the folder of an ordinary user: as that user, who will then find it as it was. @param {string} folder */
function ownerOf(folder) {
	const { uid, gid } = lstatSync(folder);
	if (uid === 0 || process.getuid() !== 0) return [];
	return [{ kind: 'owner', owner: uid, wrap: (command, args) => [command, args, { uid, gid }] }];
}

/** @returns {Account[]} */
function otherAccounts() {
	const { uid, gid } = accountNamed('postgres') ?? accountNamed('nobody') ?? { uid: 65534, gid: 65534 };
	return [
		prefixed('namespace', process.getuid(), ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--']),
		prefixed('capability', uid, [
			...['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
			...['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override', '--bounding-set=-all,+dac_override'],
			'--securebits=+no_setuid_fixup' // else access(2) would look without the capability
		]),
		{ kind: 'setuid', owner: uid, wrap: (command, args) => [command, args, { uid, gid }] }
	];
}

/** @param {string} kind @param {number} owner @param {string[]} prefix @returns {Account} */
function prefixed(kind, owner, prefix) {
	return { kind, owner, wrap: (command, args) => [prefix[0], [...prefix.slice(1), command, ...args], {}] };
}

/** @param {string} name */
function accountNamed(name) {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((text) => text.startsWith(`${name}:`));
	const [, , uid, gid] = line?.split(':') ?? [];
	return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** @param {Account} account @param {string} postgres @param {string} folder @param {NodeJS.ProcessEnv} env */
function works(account, postgres, folder, env) {
	const trial = '"$0" --version && test -w "$1" && test -x "$1"';
	const [command, args, options] = account.wrap('/bin/sh', ['-c', trial, postgres, folder]);
	return spawnSync(command, args, { ...options, env, cwd: '/' }).status === 0;
}

/** Gives a folder and all in it to an id, unless it has it already. @param {string} path @param {number} uid */
export function own(path, uid) {
	const stat = lstatSync(path);
	if (stat.uid === uid) return;
	if (stat.isDirectory()) for (const name of readdirSync(path)) own(join(path, name), uid);
	chownSync(path, uid, -1); // the folder last: a change cut short is begun again
}
