import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { conductDraw } from '#domain/draws/write.server.ts';
import { hours, letters, scene, told } from '../../../tests/cast.ts';
import { revealed } from '../../../tests/draws.ts';
import { TemplateForm } from './templates.form.ts';
import { ownWords } from './templates.mail.ts';
import { templatesOf } from './templates.read.server.ts';
import { checkTemplate, filled, letterKinds, placeholderKeys, type Values } from './templates.rules.ts';
import { resetTemplate, saveTemplate } from './templates.write.server.ts';
import { inviteAll } from './write.server.ts';

const own: TemplateForm = {
	...{ kind: 'invited', locale: 'ko', subject: '[마당] {기업} 초청' },
	body: '{받는 분}께\n{ reply by }까지 {link}'
};

test('the given words are all good templates, and say the same placeholders in both languages', () => {
	for (const kind of letterKinds) {
		const holes = (['ko', 'en'] as const).map((locale) => {
			const words = ownWords[locale][kind];
			deepEqual(checkTemplate(kind, words), words);
			const values = Object.fromEntries(placeholderKeys.map((key) => [key, `<${key}>`])) as Values;
			const { subject, body } = filled(words, values);
			return [...new Set(`${subject}${body}`.match(/<\w+>/g))].sort();
		});
		deepEqual(holes[0], holes[1], kind);
	}
});

test('a host’s own words go out in its letters, in each one’s language, by either name of a placeholder', () =>
	scene(async (world) => {
		const { draw } = await revealed(world);
		await saveTemplate(world.db, world.hanaOrganising, own, hours(62));
		await saveTemplate(
			world.db,
			world.hanaOrganising,
			{ ...own, locale: 'en', subject: '{Gathering} awaits' },
			hours(62)
		);
		await conductDraw(world.db, draw.id, {}, hours(72));
		await inviteAll(world.db, world.hanaOrganising, hours(73));
		const sent = (await letters(world.db)).filter(({ body }) => body.includes('/invitations/'));
		equal(sent.length, 3);
		for (const { subject, body } of sent) {
			match(subject, /^\[마당\] Firm \d+ 초청$|^Meet the guest awaits$/);
			match(body, /(24:00 KST).*http:\/\/localhost:3000\/invitations\/[\w-]{43}$/);
		}
	}));

test('an unknown placeholder is refused by its name; one of another kind of letter too', () =>
	scene(async ({ db, hanaOrganising, call }) => {
		for (const [name, kind] of [
			['회시 기한', 'invited'],
			['reason', 'invited'],
			['reply by', 'accepted'],
			['__proto__', 'lapsed']
		] as const) {
			const form = { ...own, kind, body: `{link} {${name}}` };
			const refused = kind === 'lapsed' ? '{link}, {__proto__}' : `{${name}}`;
			await rejects(saveTemplate(db, hanaOrganising, form, hours(0)), (fault: { code: string; detail: object }) => {
				equal(fault.code, 'invitations.unknown-placeholder');
				deepEqual(fault.detail, { names: refused });
				return true;
			});
		}
		equal((await templatesOf(db, call.id)).ko.invited.isOwn, false);
	}));

test('a letter that needs its link, an empty one and one with odd characters are refused by field', () =>
	scene(async ({ db, hanaOrganising }) => {
		const save = (more: Partial<TemplateForm>) => saveTemplate(db, hanaOrganising, { ...own, ...more }, hours(0));
		await rejects(async () => save({ body: 'come' }), { code: 'invitations.template-without-link' });
		await rejects(async () => save({ subject: ' ' }), { fields: { subject: 'lib.required' } });
		await rejects(async () => save({ body: '\u202e{link}' }), { fields: { body: 'lib.control-characters' } });
		equal(TemplateForm.safeParse({ ...own, kind: 'nonsense' }).success, false);
	}));

test('what a value says in braces, or over lines, is no template and no header', () => {
	const values = Object.fromEntries(placeholderKeys.map((key) => [key, `{link}\r\nBcc: x`])) as Values;
	const { body } = filled({ subject: '', body: '{organisation}' }, values);
	equal(body, '{link}\r\nBcc: x');
});

test('own words are taken back, once, and the given ones stand', () =>
	scene(async ({ db, hanaOrganising, call }) => {
		await saveTemplate(db, hanaOrganising, own, hours(0));
		await resetTemplate(db, hanaOrganising, own, hours(1));
		await resetTemplate(db, hanaOrganising, own, hours(1));
		deepEqual((await templatesOf(db, call.id)).ko.invited.subject, ownWords.ko.invited.subject);
		deepEqual(await told(db), ['template.changed', 'template.reset']);
	}));
