import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { domainIn } from './rules.ts';

test('a domain is taken as people write it, in whatever letters, and in those that travel', () => {
	const written = {
		'apply.ministry.example': 'apply.ministry.example',
		' https://Apply.Ministry.example/ ': 'apply.ministry.example',
		'ministry.example.': 'ministry.example',
		'초청.한국': 'xn--ox6bng.xn--3e0b707e',
		'ａｐｐｌｙ.example': 'apply.example',
		'xn--3e0b707e.kr': 'xn--3e0b707e.kr'
	};
	deepEqual(Object.fromEntries(Object.keys(written).map((text) => [text, domainIn(text)])), written);
});

test('addresses, names of the inside, ports, paths and people are no domains', () => {
	const none = [
		'',
		'localhost',
		'a.localhost',
		'printer.local',
		'db.internal',
		'127.0.0.1',
		'2130706433',
		'0x7f.1',
		'1.2.3'
	];
	const more = ['[::1]', 'example', 'a_b.example', '-a.example', 'a-.example', 'a.example:8080', 'a.example/path'];
	const last = ['me@a.example', 'a b.example', '*.example.org', `${'a.'.repeat(130)}example`, 'a..example'];
	for (const text of [...none, ...more, ...last]) equal(domainIn(text), null, text);
});
