import { equal, match } from 'node:assert/strict';
import { execSync } from 'node:child_process';
import { test } from 'node:test';
import { codeDigest } from './code.server.ts';

test("the digest of the draw's code is what ordinary tools make of it", { skip: process.platform === 'darwin' }, () => {
	const cwd = 'packages/draw';
	const made = execSync(`find src -name '*.ts' | LC_ALL=C sort | xargs sha256sum | sha256sum`, {
		cwd,
		encoding: 'utf8'
	});
	equal(codeDigest(cwd), made.slice(0, 64));
	match(codeDigest(cwd)!, /^[0-9a-f]{64}$/);
});

test('a folder without code has no digest', () => {
	equal(codeDigest('/nowhere'), undefined);
});
