import { basename } from 'node:path';

/**
 * The npm that called us (so that an `npx npm@12 start` stays with that one), or the one on the path.
 * @returns {string[]} a command and its first arguments
 */
export function npmCommand() {
	const caller = process.env.npm_execpath;
	return caller && basename(caller) === 'npm-cli.js' ? [process.execPath, caller] : ['npm'];
}
