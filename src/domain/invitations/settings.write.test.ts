import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, scene, told } from '../../../tests/cast.ts';
import { SettingsForm } from './settings.form.ts';
import { settingsOf } from './settings.read.server.ts';
import { defaults } from './settings.rules.ts';
import { setInvitations } from './settings.write.server.ts';

const read = (sent: Record<string, string>) =>
	SettingsForm.safeParse({ moves_by: 'itself', remind_days: '1', ...sent });

test('without a word of the organiser places move by themselves, a reminder goes a day before, letters go at once', () =>
	scene(async ({ db, call }) => {
		deepEqual(await settingsOf(db, call.id), defaults);
	}));

test('rules are changed, and told with what they were; the same again changes nothing', () =>
	scene(async ({ db, call, hanaOrganising }) => {
		const form = { moves_by: 'organiser' as const, remind_days: null, holds_letters: true };
		await setInvitations(db, hanaOrganising, form, hours(0));
		await setInvitations(db, hanaOrganising, form, hours(1));
		deepEqual(await settingsOf(db, call.id), form);
		deepEqual(await told(db), ['invitations.set']);
	}));

test('a number of days that is none is refused, and none at all is no reminder', () => {
	for (const remind_days of ['0', '31', '-1', 'many', '1.5']) equal(read({ remind_days }).success, false, remind_days);
	deepEqual(read({ remind_days: ' ' }).data?.remind_days, null);
	deepEqual(read({ remind_days: '３' }).data?.remind_days, 3);
	equal(read({ moves_by: 'chance' }).success, false);
});
