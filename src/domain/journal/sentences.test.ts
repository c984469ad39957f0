import { deepEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { kinds } from './rules.ts';
import { sentences } from './sentences.rules.ts';

const domain = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(domain, file), 'utf8');

// What belongs to no call is on no call's change log.
const elsewhere = /^(person|passkey|journal|store)\.|^code\.requested$/;

test('every verb of a call has a sentence in its change log, and a kind to look for it by', () => {
	const writes = globSync('*/*write.server.ts', { cwd: domain }).map(read).join('\n');
	const verbs = [...writes.matchAll(/verb(?:: | = what\.finished \? )'([a-z-]+\.[a-z-]+)'/g)].map(([, verb]) => verb!);
	const own = [...new Set(verbs)].filter((verb) => !elsewhere.test(verb));
	ok(own.length > 30);
	deepEqual(
		own.filter((verb) => !Object.hasOwn(sentences, verb)),
		[]
	);
	const known: string[] = Object.values(kinds).flat();
	deepEqual(
		own.filter((verb) => !known.includes(verb.split('.')[0]!)),
		[]
	);
});
