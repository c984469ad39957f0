import type { Act } from './rules.ts';

/** What a key means on the desk. */
export type Wish = Act | 'next' | 'previous' | 'ban' | 'mergeFrom' | 'leave' | 'translate';

const wishes: Record<string, Wish[]> = {
	KeyJ: ['next'],
	ArrowDown: ['next'],
	KeyK: ['previous'],
	ArrowUp: ['previous'],
	KeyA: ['approve'],
	KeyH: ['hide'],
	KeyN: ['now'],
	KeyD: ['answered'],
	KeyX: ['archive'],
	KeyP: ['pin', 'unpin'],
	KeyS: ['part'],
	KeyM: ['mergeFrom'],
	KeyB: ['ban'],
	KeyT: ['translate'],
	Escape: ['leave']
};

type Press = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>;

/**
 * What a key asks for, in the order of preference. By its place on the keyboard, so that it is the same while Korean is
 * typed; never with another key held, and never while a syllable is put together.
 */
export function wishesOf(press: Press): Wish[] {
	if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || press.keyCode === 229) return [];
	return wishes[press.code] ?? [];
}
