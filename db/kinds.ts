// What the jsonb columns hold.

import type { ColumnType } from 'kysely';

/** One text in both languages, as organisers write it. */
export type Words = Record<'ko' | 'en', string>;
/** Text answers by field key, as typed (NFC). */
export type Answers = Record<string, string>;
/** One choice of a field. */
export type Option = { value: string; label: Words };
/** After which answers a field is asked: one of these values, of the earlier field of this key. */
export type Condition = { key: string; values: string[] };
/** What only some kinds of field have to say. Bounds of numbers and days are kept as text. */
export type FieldSettings = {
	/** Whether `max_length` counts words; letters otherwise. */
	limitUnit?: 'words';
	unit?: Words;
	min?: string;
	max?: string;
	/** How many may be chosen, ranked or attached. */
	least?: number;
	most?: number;
	/** Kinds of file, by ending, and how large each may be. */
	types?: string[];
	megabytes?: number;
	/** Whether the answer tells who applies, where the organiser says otherwise than its kind does. */
	names?: boolean;
	/** Whether applicants under fourteen may apply with a guardian. */
	guardian?: boolean;
};
/** A field of a later version of a form, as `fields` would keep it. */
export type KeptField = {
	key: string;
	kind: string;
	label: Words;
	help: Words | null;
	is_required: boolean;
	is_feature: boolean;
	max_length: number | null;
	options: Option[];
	settings: FieldSettings;
	shown_when: Condition | null;
};
/** What each column of a table is, by its heading: `applicant:email` or the key of a field. */
export type Mapping = Record<string, string>;
/** How a file of a table is read, where its reader has said. */
export type TableReading = {
	encoding?: 'utf-8' | 'euc-kr' | 'utf-16le';
	delimiter?: ',' | '\t' | ';' | '|';
	sheet?: string;
};
/** What the columns of a table of ratings are, by their places, and between which two numbers ratings lie. */
export type RatingColumns = {
	application: number;
	rater: number | null;
	scores: number[];
	least: number;
	most: number;
};
/** Scores by criterion key, 1 to 5. */
export type Scores = Record<string, number>;
/** Feature values by field key, as the draw counts them. */
export type Features = Record<string, string>;
/** In a joint draw: a lot's exact chance of a place at one stop, by its address. */
export type StopChance = { stop: string; num: number; den: number };
/** Whatever a journal line or an invitation tells besides. */
export type Detail = Record<string, unknown>;
/** A list in jsonb: the driver would write a bare array as a PostgreSQL array, so it goes in as JSON text. */
export type List<T> = ColumnType<T[], string, string>;
/** A small text file that a letter brings along. */
export type Attached = { name: string; type: string; text: string };
/** What may speak for two applications being of one party. */
export type ClueKind =
	| ('registration' | 'slip' | 'mail' | 'mailbox' | 'phone' | 'domain')
	| ('name' | 'stem' | 'spelling' | 'person' | 'text');
/** One such thing: what each of the two has, and how much it says, from 0 to 1. */
export type Clue = { kind: ClueKind; one: string; other: string; weight: number };
/** How many rows of what were destroyed. */
export type Erased = { what: string; rows: number };
/** A limit of a reviewer's load that would have to give, from what to what. */
export type LimitGiven = { reviewerId: string; from: number; to: number };
/** An application that stays short: how many reviewers it has, of how many. */
export type LeftShort = { applicationId: string; has: number; wants: number };
/** A pair that was thrown for: the parts of a whole that it had. */
export type PairChance = [applicationId: string, reviewerId: string, parts: number];
/** A session as the public is shown it: of a masked one only its public title, what may be said of it, and its hours. */
export type Shown = {
	guid: string;
	number: number;
	/** Its address; a masked one has none. */
	slug: string | null;
	title: Words;
	about: Words | null;
	hall: { id: string; name: Words } | null;
	/** The call whose drawn may ask. */
	call: string | null;
	cancelled: boolean;
	segments: ShownSegment[];
	speakers: ShownSpeaker[];
	/** What a schedule file said of it besides. */
	extra: Detail | null;
};
export type ShownSegment = { id: string; title: Words; minutes: number; askers: string };
export type ShownSpeaker = { id: string; name: Words; title: Words | null; part: string; segment: string | null };
/** A record's article as it is written: its texts in both languages, the body in Markdown. */
export type Article = {
	category: string;
	author: Words;
	title: Words;
	lead: Words;
	body: Words;
	/** The picture above it, if there is one, with what it shows, what is said of it, and whose it is. */
	picture: { id: string | null; alt: Words; caption: Words; credit: Words };
};
/** What those who came are asked: a mark from one to five, one of several choices, or their own words. */
export type SurveyQuestion = { key: string; kind: 'scale' | 'choice' | 'text'; label: Words; options: Words[] };
/** What was answered, by the question's key: a mark, the place of a choice, or words. */
export type SurveyAnswers = Record<string, string>;
/** One row of a figure's table: what it is of, and how many; null where fewer than five are not told. */
export type FigureRow = { key: string; name: Words; counts: (number | null)[] };
/** One figure of a stop: its table, and where its numbers were counted. */
export type Figure = { key: string; columns: string[]; rows: FigureRow[] };
/** A stop's figures as they were counted together. */
export type Figures = { figures: Figure[] };
/** A passage that went out to the assistant: its id there, what it is here, and the hash of its words. */
export type DraftSource = { id: string; ref: string; hash: string };
/** One piece of what the assistant answered, with the ids of the passages it rests on. */
export type DraftPiece = { text: string; sources: string[] };
