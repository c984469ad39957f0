import { filesOrigin } from '../../tests/files-origin.ts';
import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene } from '../../tests/cast.ts';
import { reading } from './db.server.ts';
import { linkedPerson, linkFor, sendFile } from './serving.server.ts';

const id = '11111111-1111-4111-8111-111111111111';

test('where files have an origin of their own, a link there is good for five minutes, for one file, as it was made', () =>
	scene(async ({ db, joon }) => {
		const url = new URL((await linkFor(db, { id, personId: joon.id }, noon)).headers.get('location')!);
		match(url.href, new RegExp(`^${filesOrigin}/files/${id}\\?for=${joon.id}&until=`));
		const isGood = async (link: URL, at = noon, file = id) =>
			(await linkedPerson(reading(db), file, link, at)) === joon.id;
		equal(await isGood(url), true);
		equal(await isGood(url, hours(4 / 60)), true);
		equal(await isGood(url, hours(6 / 60)), false);
		equal(await isGood(url, noon, id.replace('1', '2')), false);
		for (const [name, value] of [
			['until', String(hours(10).getTime())],
			['for', id],
			['signature', 'x'],
			['signature', '']
		] as const) {
			const altered = new URL(url);
			altered.searchParams.set(name, value);
			equal(await isGood(altered), false, name);
		}
	}));

test('whatever a file is, it is sent to be kept, and as nothing that a browser runs', async () => {
	const head = new Request('https://madang.example/files/1', { method: 'HEAD' });
	const kinds = [
		'pdf',
		'hwp',
		'hwpx',
		'docx',
		'jpg',
		'png',
		'zip',
		'html',
		'svg',
		'js',
		'',
		'__proto__',
		'constructor'
	];
	for (const kind of kinds) {
		const { headers } = await sendFile({ id, name: '가"<b>.html', size: 3, kind, sha256: null }, head);
		match(headers.get('content-disposition') ?? '', /^attachment; filename\*?=/, kind);
		match(headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/, kind);
		ok(!/html|svg|script|xml$/.test(headers.get('content-type') ?? 'html'), `${kind}: ${headers.get('content-type')}`);
		equal(headers.get('x-content-type-options'), 'nosniff');
		equal(headers.get('cache-control'), 'private, no-store');
	}
});
