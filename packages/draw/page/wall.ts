import { el } from './dom.ts';
import { scenesOf } from './result.ts';
import { say, state, verified } from './state.ts';
import { stepItem, verdictPart } from './verdict.ts';

/** Shows the draw scene by scene, large, over the whole screen where the browser lets it. */
export function openWall(show: () => void): void {
	state.scene = 0;
	void document.documentElement.requestFullscreen?.().catch(() => {});
	show();
	document.getElementById('next')?.focus({ preventScroll: true });
}

/** Back to the page. */
export function leaveWall(): void {
	state.scene = undefined;
	if (document.fullscreenElement) void document.exitFullscreen();
}

/** The presenter's keys: arrows, space and page keys turn, Escape leaves. */
export function moveWall(event: KeyboardEvent, show: () => void): void {
	const isButton = event.target instanceof HTMLButtonElement;
	const { key } = event;
	if (key === 'Escape') leaveWall();
	else if (key === 'ArrowRight' || key === 'PageDown' || (key === ' ' && !isButton)) turn(1);
	else if (key === 'ArrowLeft' || key === 'PageUp') turn(-1);
	else return;
	event.preventDefault();
	show();
}

function turn(by: number): void {
	state.scene = Math.min(Math.max(0, (state.scene ?? 0) + by), scenes().length - 1);
}

function scenes(): (() => HTMLElement[])[] {
	const transcript = verified();
	return [checkedScene, ...(transcript ? scenesOf(transcript) : [])];
}

/** The verdict, and the steps one after the other; of a transcript that fails those that fail too. */
function checkedScene(): HTMLElement[] {
	const first = state.steps.find(({ ok }) => !ok);
	const steps = first ? state.steps.filter((step) => !step.ok && step !== first) : state.steps;
	const items = steps.map((step, i) => {
		const item = stepItem(step);
		item.style.animationDelay = `${i * 400}ms`;
		return item;
	});
	const [verdict] = verdictPart();
	return [...(verdict ? [verdict] : []), el('ol', { class: 'steps' }, ...items)];
}

const LEAST = 0.4;

/** Makes all on the wall smaller until the scene fits: nobody scrolls at a ceremony. */
export function fitWall(): void {
	const page = document.documentElement;
	page.style.removeProperty('--fit');
	for (let size = 1; size > LEAST && page.scrollHeight > innerHeight; size -= 0.04)
		page.style.setProperty('--fit', size.toFixed(2));
}

/** The scene that is on, and below it where one is and how to go on. */
export function wallPart(show: () => void): HTMLElement[] {
	const all = scenes();
	const now = Math.min(state.scene ?? 0, all.length - 1);
	const go = (by: number, id: string) => () => {
		turn(by);
		show();
		document.getElementById(id)?.focus({ preventScroll: true });
	};
	const leave = () => (leaveWall(), show());
	const turning = [
		el('button', { id: 'back', type: 'button', click: go(-1, 'back') }, say('back')),
		el('button', { id: 'next', type: 'button', class: 'main', click: go(1, 'next') }, say('next'))
	];
	return [
		el('main', { class: 'scene' }, el('h1', { class: 'unseen' }, say('title')), ...all[now]!()),
		el(
			'nav',
			{ 'aria-label': say('present') },
			el('button', { type: 'button', click: leave }, say('leave')),
			el('span', {}, say('sceneOf', { now: now + 1, all: all.length })),
			...(all.length > 1 ? turning : [])
		)
	];
}
