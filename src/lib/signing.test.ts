import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { noon, scene } from '../../tests/cast.ts';
import { isSignedBy, signed, signingKey } from './signing.server.ts';

test('twenty who ask at once for the first time get one key', () =>
	scene(async ({ db }) => {
		const keys = await Promise.all(Array.from({ length: 20 }, () => signingKey(db, 'receipts', noon)));
		equal(new Set(keys.map((key) => key.publicKey)).size, 1);
		const [key] = keys;
		equal(isSignedBy(key!.publicKey, '접수', signed('접수', key!)), true);
		equal(isSignedBy(key!.publicKey, '접수 ', signed('접수', key!)), false);
	}));

// RFC 8032 §7.1, test 1.
test('a signature is the one RFC 8032 gives', () => {
	const key = {
		publicKey: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
		privateKey: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A'
	};
	const expected =
		'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';
	equal(Buffer.from(signed('', key), 'base64url').toString('hex'), expected);
	equal(isSignedBy('nonsense', '', expected), false);
	equal(isSignedBy(key.publicKey, '', 'nonsense'), false);
});
