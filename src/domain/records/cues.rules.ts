import { refusal } from '#lib/refusal.ts';

/** One thing said, as a file of captions has it: from when to when, by whom, and what. `line` is where it stands. */
export type Cue = { line: number; fromMs: number; toMs: number; voice: string; text: string };

export const notCaptions = () => refusal('invalid', 'records.not-captions');
export const badCue = (line: number) => refusal('invalid', 'records.bad-cue', { line });
export const tooManyCues = () => refusal('invalid', 'records.too-many-cues', { most: mostCues });

const mostCues = 5000;
const mostLetters = 4000;

/**
 * Reads captions: WebVTT (https://www.w3.org/TR/webvtt1/) where the file begins with its name, SubRip otherwise. A mark
 * before the first letter and any kind of line end are as good; notes, styles and regions are passed over; cues may
 * overlap. One that cannot be read is refused by its line, and with it the file.
 */
export function cuesIn(file: string): Cue[] {
	const lines = file
		.replace(/^\uFEFF/, '')
		.split(/\r\n|\r|\n/)
		.map((line) => line.replaceAll('\0', '\uFFFD'));
	const isVtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '');
	const blocks = blocksOf(isVtt ? lines.map((line, nth) => (nth === 0 ? '' : line)) : lines);
	const cues = (isVtt ? withoutHead(blocks, lines) : blocks)
		.filter(({ lines: [first = ''] }) => !(isVtt && /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(first)))
		.flatMap((block) => cuesOf(block, isVtt));
	if (cues.length === 0) throw notCaptions();
	if (cues.length > mostCues) throw tooManyCues();
	return cues.sort((a, b) => a.fromMs - b.fromMs || a.line - b.line);
}

type Block = { at: number; lines: string[] };

function blocksOf(lines: string[]): Block[] {
	const blocks: Block[] = [];
	let open: Block | null = null;
	for (const [nth, line] of lines.entries()) {
		if (line.trim() === '') open = null;
		else if (open) open.lines.push(line);
		else blocks.push((open = { at: nth + 1, lines: [line] }));
	}
	return blocks;
}

// What follows the name without an empty line between belongs to the file's head.
const withoutHead = (blocks: Block[], lines: string[]) =>
	lines[1]?.trim() && blocks[0]?.at === 2 ? blocks.slice(1) : blocks;

const clock = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.](\d{3})`;
const times = {
	vtt: new RegExp(String.raw`^${clock}[ \t]+-->[ \t]+${clock}(?:[ \t].*)?$`),
	srt: new RegExp(
		String.raw`^${clock.replace('[.]', '[,.]')}[ \t]*-->[ \t]*${clock.replace('[.]', '[,.]')}(?:[ \t].*)?$`
	)
};

function cuesOf({ at, lines }: Block, isVtt: boolean): Cue[] {
	const nth = lines.findIndex((line) => line.includes('-->'));
	if (nth === -1 || nth > 1) throw badCue(at);
	const found = times[isVtt ? 'vtt' : 'srt'].exec(lines[nth]!.trim());
	if (!found) throw badCue(at + nth);
	const [fromMs, toMs] = [msOf(found.slice(1, 5)), msOf(found.slice(5, 9))];
	const extra = lines.slice(nth + 1).findIndex((line) => line.includes('-->'));
	if (extra !== -1) throw badCue(at + nth + 1 + extra);
	if (toMs <= fromMs || toMs > 86_400_000) throw badCue(at + nth);
	const spoken = voicesIn(lines.slice(nth + 1).join('\n'));
	if (spoken.some(({ text }) => text.length > mostLetters)) throw badCue(at + nth + 1);
	return spoken.map((one) => ({ line: at + nth, fromMs, toMs, ...one }));
}

const msOf = ([hours = '0', minutes, seconds, ms]: (string | undefined)[]) =>
	((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);

/** Who says what in a cue: a new voice begins with its tag; other tags say how words look, not what they are. */
function voicesIn(payload: string): { voice: string; text: string }[] {
	const parts = payload.split(/<v(?:\.[^\s>]*)?[ \t]+([^>]*)>/);
	const spoken = [{ voice: '', text: textOf(parts[0]!) }];
	for (let nth = 1; nth < parts.length; nth += 2)
		spoken.push({ voice: textOf(parts[nth]!), text: textOf(parts[nth + 1]!) });
	return spoken.filter(({ text }) => text !== '');
}

const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '', quot: '"' };
const textOf = (raw: string) =>
	raw
		.replace(/<\/?(?:[cibuv]|ruby|rt|lang|font|\d)[^>]*>/gi, '')
		.replace(/&(\w+);/g, (whole, name: string) => names[name] ?? whole)
		.normalize('NFC')
		.replace(/\s+/g, ' ')
		.trim();

/** One utterance as it goes out. */
export type Spoken = { fromMs: number; toMs: number | null; name: string; text: string };

const two = (count: number) => String(count).padStart(2, '0');
/** A moment as captions write it: `01:02:03.004`. */
export function momentOf(ms: number, mark = '.'): string {
	const seconds = Math.floor(ms / 1000);
	const clockTime = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
	return `${clockTime}${mark}${String(ms % 1000).padStart(3, '0')}`;
}

// Where nobody said when it ended, it is over when the next begins, or after a few seconds.
const endOf = (all: Spoken[], nth: number) => {
	const { fromMs, toMs } = all[nth]!;
	const next = all[nth + 1]?.fromMs ?? 0;
	return toMs ?? (next > fromMs ? next : fromMs + 5000);
};

const escapedText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What was said as WebVTT, each cue with its speaker's voice. */
export function asVtt(all: Spoken[]): string {
	const cues = all.map(({ fromMs, name, text }, nth) => {
		const voice = name ? `<v ${escapedText(name.replace(/\s+/g, ' '))}>` : '';
		return `${momentOf(fromMs)} --> ${momentOf(endOf(all, nth))}\n${voice}${escapedText(text.replace(/\s+/g, ' '))}\n`;
	});
	return ['WEBVTT\n', ...cues].join('\n');
}

/** What was said as SubRip, the speaker before the words. */
export function asSrt(all: Spoken[]): string {
	return all
		.map(({ fromMs, name, text }, nth) => {
			const times = `${momentOf(fromMs, ',')} --> ${momentOf(endOf(all, nth), ',')}`;
			return `${nth + 1}\r\n${times}\r\n${name ? `${name}: ` : ''}${text.replace(/\s+/g, ' ')}\r\n`;
		})
		.join('\r\n');
}

/** What was said as a text to read: a line for each utterance. */
export function asText(all: Spoken[]): string {
	return all.map(({ fromMs, name, text }) => `[${momentOf(fromMs).slice(0, 8)}] ${name || '—'}: ${text}\n`).join('');
}
