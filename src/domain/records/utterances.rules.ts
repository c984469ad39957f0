import type { Words } from '#lib/words.ts';
import { refusal } from '#lib/refusal.ts';
import type { Cue } from './cues.rules.ts';

export const utteranceNotFound = () => refusal('unknown', 'records.utterance-not-found');
export const utteranceQuoted = () => refusal('conflict', 'records.utterance-quoted');
export const cueBeforeStart = (line: number) => refusal('invalid', 'records.cue-before-start', { line });
export const transcriptStands = () => refusal('conflict', 'records.transcript-stands');
export const nothingSaid = () => refusal('conflict', 'records.nothing-said');

/** An utterance as a file or a keyboard brings it, placed in its session. */
export type Said = {
	starts_ms: number;
	ends_ms: number | null;
	segment_id: string | null;
	speaker_id: string | null;
	speaker_name: string;
	locale: 'ko' | 'en';
	text: string;
};

/** Where an utterance is placed: the session's beginning, when its recording began, its segments and its speakers. */
export type Place = {
	begunAt: Date;
	recordedFrom: Date | null;
	segments: { id: string; began_at: Date | null }[];
	speakers: { id: string; name: Words }[];
};

/** The segment that ran at an instant: the last that had begun. */
export function segmentAt(segments: Place['segments'], at: Date): string | null {
	const begun = segments.filter(({ began_at }) => began_at && began_at <= at);
	return begun.sort((a, b) => +b.began_at! - +a.began_at!)[0]?.id ?? null;
}

/** In which language words are: Korean where there is Hangul among them. */
export const localeOf = (text: string): 'ko' | 'en' =>
	/[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/.test(text) ? 'ko' : 'en';

const folded = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** The speaker of this name in either language, if they are one of these. */
export function speakerNamed(speakers: Place['speakers'], name: string): string | null {
	const sought = folded(name);
	const found = sought && speakers.find(({ name: { ko, en } }) => folded(ko) === sought || folded(en) === sought);
	return found ? found.id : null;
}

/** Cues as what was said in a session; their times count from the recording's beginning. Refuses one before the session's. */
export function placed(cues: Cue[], { begunAt, recordedFrom, segments, speakers }: Place): Said[] {
	const ahead = (recordedFrom ?? begunAt).getTime() - begunAt.getTime();
	return cues.map(({ line, fromMs, toMs, voice, text }) => {
		if (fromMs + ahead < 0) throw cueBeforeStart(line);
		// SubRip knows no voices: a known name before a colon is one.
		const [, before = '', rest = ''] = (!voice && /^([^:：]{1,40})[:：]\s*(.+)$/s.exec(text)) || [];
		const isNamed = speakerNamed(speakers, before) !== null;
		const name = isNamed ? before : voice;
		const words = isNamed ? rest : text;
		const speaker_id = speakerNamed(speakers, name);
		return {
			...{ starts_ms: fromMs + ahead, ends_ms: toMs + ahead, speaker_id, speaker_name: speaker_id ? '' : name },
			...{ segment_id: segmentAt(segments, new Date(begunAt.getTime() + fromMs + ahead)) },
			...{ locale: localeOf(words), text: words }
		};
	});
}

/** What bringing in a file does: what is new, what changes (with what it was), what is no longer there, what stays. */
export type Plan<Kept> = { added: Said[]; changed: { was: Kept; becomes: Said }[]; removed: Kept[]; same: number };

/** Compares what a file says with what is kept, by the moment each begins: the same file twice changes nothing. */
export function planOf<Kept extends Said & { id: string }>(kept: Kept[], said: Said[]): Plan<Kept> {
	const plan: Plan<Kept> = { added: [], changed: [], removed: [], same: 0 };
	const left = new Map<number, Kept[]>();
	for (const one of kept) left.set(one.starts_ms, [...(left.get(one.starts_ms) ?? []), one]);
	const unplaced = said.filter((one) => {
		const was = left.get(one.starts_ms)?.shift();
		if (was && keys.every((key) => was[key] === one[key])) plan.same += 1;
		else if (was) plan.changed.push({ was, becomes: one });
		return !was;
	});
	// The same words at another moment have moved: what was quoted from them stays with them.
	const moved = [...left.values()].flat();
	for (const one of unplaced) {
		const nth = moved.findIndex(({ text }) => text === one.text);
		if (nth === -1) plan.added.push(one);
		else plan.changed.push({ was: moved.splice(nth, 1)[0]!, becomes: one });
	}
	plan.removed = moved;
	return plan;
}

const keys = ['ends_ms', 'segment_id', 'speaker_id', 'speaker_name', 'locale', 'text'] as const;

/** Which utterance a translated cue belongs to: the one that begins nearest, within two seconds, in the other language. */
export function translationsFor<Kept extends { id: string; starts_ms: number; locale: string }>(
	kept: Kept[],
	said: Said[]
): { id: string; translation: string }[] {
	const texts = new Map<string, string[]>();
	for (const one of said) {
		const near = kept
			.filter(({ locale, starts_ms }) => locale !== one.locale && Math.abs(starts_ms - one.starts_ms) <= 2000)
			.sort((a, b) => Math.abs(a.starts_ms - one.starts_ms) - Math.abs(b.starts_ms - one.starts_ms))[0];
		if (near) texts.set(near.id, [...(texts.get(near.id) ?? []), one.text]);
	}
	return [...texts].map(([id, parts]) => ({ id, translation: parts.join(' ') }));
}

/** The address of a moment of a recording: as YouTube has it, or as a media fragment (W3C Media Fragments URI 1.0). */
export function recordingAt(url: string, seconds: number): string {
	const at = Math.max(0, Math.floor(seconds));
	const address = new URL(url);
	if (/(^|\.)(youtube\.com|youtu\.be)$/.test(address.hostname)) address.searchParams.set('t', `${at}s`);
	else address.hash = `t=${at}`;
	return address.href;
}

/** The utterances in which words are found, in either language or in the speaker's name; all where nothing is sought. */
export function foundIn<One extends { text: string; translation: string; speaker_name: string; speaker: Words | null }>(
	all: One[],
	sought: string
): One[] {
	const words = folded(sought);
	if (!words) return all;
	return all.filter(({ text, translation, speaker_name, speaker }) =>
		[text, translation, speaker_name, speaker?.ko ?? '', speaker?.en ?? ''].some((one) => folded(one).includes(words))
	);
}
