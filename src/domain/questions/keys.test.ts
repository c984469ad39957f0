import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { wishesOf } from './keys.rules.ts';

const press = (code: string, more = {}) => ({
	...{ code, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 65 },
	...more
});

test('a key means the same whatever language is typed, and nothing with another or while a syllable is put together', () => {
	deepEqual(wishesOf(press('KeyA')), ['approve']);
	deepEqual(wishesOf(press('KeyP')), ['pin', 'unpin']);
	deepEqual(wishesOf(press('KeyQ')), []);
	for (const more of [
		{ ctrlKey: true },
		{ metaKey: true },
		{ altKey: true },
		{ isComposing: true },
		{ keyCode: 229 }
	]) {
		deepEqual(wishesOf(press('KeyA', more)), []);
	}
});
