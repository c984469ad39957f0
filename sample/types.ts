// What the sample programme is made of. Plain objects: no ids, only stable keys; whoever plants it gives them rows.
// Every instant is a Date, reckoned from the `at` the programme was asked for.

import type { Condition, FieldSettings } from '#db/kinds.ts';
import type { FieldKind } from '#domain/calls/kinds.rules.ts';
import type { Locale, Words } from '#lib/words.ts';
import type { SampleRan, SampleRegister } from './register.types.ts';

export type SampleProgramme = {
	seed: string;
	at: Date;
	host: SampleHost;
	tour: SampleTour;
	/** Everybody who signs in, once each, by key. Applicants of the calls are in here too. */
	people: SamplePerson[];
	/** Roles at the host. A reviewer's role is for the calls in which they review. */
	roles: SampleRole[];
	reviewers: SampleReviewer[];
	/**
	 * `seoul-2026` is open for three more days; `busan-2026` is reviewed and waits for its bands and its draw;
	 * `dubai-2026` is over.
	 */
	calls: SampleCall[];
	/** What happens in Busan, and what happened in Dubai. */
	halls: SampleHall[];
	sessions: SampleSession[];
	speakers: SampleSpeaker[];
	stays: SampleStay[];
	press: SampleAccreditation[];
	briefings: SampleBriefing[];
	/** What has been asked in its sessions so far. */
	questions: SampleQuestion[];
	/** Who registered for the public talks. */
	registers: SampleRegister[];
	/** How the sessions of a stop that is over ran. */
	ran: SampleRan[];
};

/** Who speaks at a stop: a delegate by their place in the delegation, or somebody by name; `person` has an account. */
export type SampleSpeaker = {
	key: string;
	stop: string;
	side: 'delegation' | 'host' | 'other';
	delegate: number | null;
	person: string | null;
	name: Words | null;
	title: Words | null;
	consent: 'agreed' | 'refused' | 'unasked';
	/** From when to when they can be had; otherwise always. */
	hours: readonly [Date, Date] | null;
};

/** A delegate's stay at a stop, and what they have told once. */
export type SampleStay = {
	delegate: number;
	stop: string;
	arrivesAt: Date;
	arrivesBy: string;
	leavesAt: Date;
	leavesBy: string;
	lodging: string;
	seat: number;
	protocol: number;
	metBy: string;
	contact: string;
	languages: string;
	dietary: string;
	needs: string;
};

export type SampleAccreditation = {
	stop: string;
	person: string;
	outlet: string;
	job: string;
	card: string;
	note: string;
	appliedAt: Date;
	accreditedAt: Date | null;
};

export type SampleBriefing = {
	stop: string;
	audience: 'guest' | 'speakers' | 'moderators' | 'press';
	title: Words;
	body: Words;
	opensAt: Date;
	embargoUntil: Date | null;
};

export type SampleQuestion = {
	/** Slug of the session, and which of its segments, from 0. */
	session: string;
	segment: number;
	/**
	 * Key of the application it was prepared in, if any; whoever applied asks it then, with their firm. `dubai-2026/came/7`
	 * is that of the eighth firm that accepted its invitation.
	 */
	application: string | null;
	text: string;
	translation: string | null;
	name: string;
	state: 'asked' | 'approved' | 'answered' | 'hidden';
	votes: number;
	askedAt: Date;
};

export type SampleHall = { key: string; stop: string; name: Words; capacity: number };

export type SampleSession = {
	slug: string;
	/** Slugs of the stop and of the call whose drawn may ask; key of the hall. */
	stop: string;
	call: string | null;
	hall: string;
	title: Words;
	about: Words | null;
	visibility: 'public' | 'masked' | 'private';
	publicTitle: Words | null;
	startsAt: Date;
	endsAt: Date;
	expects: number | null;
	segments: SampleSegment[];
	/** Who speaks in it, or in which of its segments. */
	parts: { speaker: string; segment: number | null; part: 'speaker' | 'moderator' }[];
};

export type SampleSegment = {
	title: Words;
	minutes: number;
	askers: 'moderator' | 'drawn' | 'press' | 'anyone';
	naming: 'named' | 'anonymous' | 'choice';
};

export type SampleHost = { slug: string; name: Words };

export type SampleTour = {
	slug: string;
	title: Words;
	about: Words;
	guest: { name: Words; title: Words; organisation: Words };
	/** In the order they are introduced; the first is the principal. */
	delegates: SampleDelegate[];
	stops: SampleStop[];
};

export type SampleDelegate = { name: Words; title: Words; isPrincipal: boolean };

/** Dates are `YYYY-MM-DD` in the stop's own zone. */
export type SampleStop = {
	slug: string;
	position: number;
	city: Words;
	country: Words;
	timeZone: string;
	startsOn: string;
	endsOn: string;
	hall: Words;
	address: Words;
	mapUrl: string;
	place: { latitude: number; longitude: number };
	/** Whether the sample host is the host here. */
	isHosted: boolean;
};

export type SamplePerson = { key: string; email: string; name: string; locale: Locale };

export type SampleRoleName = 'organiser' | 'reviewer' | 'moderator' | 'steward' | 'press' | 'guest' | 'auditor';
export type SampleRole = { person: string; role: SampleRoleName; call: string | null };

export type SampleReviewer = {
	/** Key of the person. */
	person: string;
	affiliation: Words;
	/** Sector keys the reviewer knows well. */
	expertise: string[];
};

/** `held`: drawn, invited, gathered and gone home. */
export type SampleCallState = 'open' | 'reviewed' | 'held';

export type SampleCall = {
	key: string;
	slug: string;
	state: SampleCallState;
	/** Slug of the stop. */
	stop: string;
	noticeNumber: string;
	title: Words;
	purpose: Words;
	whoMay: Words;
	howChosen: Words;
	publishedAt: Date;
	opensAt: Date;
	closesAt: Date;
	reviewUntil: Date;
	drawAt: Date;
	replyDays: number;
	tracks: SampleTrack[];
	fields: SampleField[];
	terms: SampleTerm[];
	criteria: SampleCriterion[];
	quotas: SampleQuota[];
	organisations: SampleOrganisation[];
	/** Live ones first (in the order they were submitted), then withdrawn, drafts, and second persons of one firm. */
	applications: SampleApplication[];
	conflicts: SampleConflict[];
	assignments: SampleAssignment[];
	reviews: SampleReview[];
};

export type SampleTrack = { key: string; name: Words; places: number };

export type SampleFieldKind = FieldKind;

export type SampleField = {
	key: string;
	kind: SampleFieldKind;
	label: Words;
	help: Words | null;
	isRequired: boolean;
	/** Whether its values can be counted in quotas. */
	isFeature: boolean;
	/** In letters a person would count (grapheme clusters). */
	maxLength: number | null;
	options: { value: string; label: Words }[];
	settings: FieldSettings;
	shownWhen: Condition | null;
};

export type SampleTerm = {
	key: string;
	title: Words;
	purpose: Words;
	items: Words;
	period: Words;
	keepDays: number;
	isRequired: boolean;
	/** What is done with the data, and what the law asks to be said besides; nothing for the host's own use. */
	besides?: {
		kind: 'third-party' | 'overseas';
		recipient: Words;
		country: Words | null;
		transfer: Words | null;
		contact: Words | null;
		refusal: Words | null;
	};
};

/** `anchors[0]` says what a 1 means, `anchors[4]` what a 5 means. */
export type SampleCriterion = { key: string; name: Words; anchors: Words[]; weight: number };

/** Of the drawn: at least `min`, at most `max` with this value of the feature. */
export type SampleQuota = { feature: string; value: string; min: number; max: number };

export type SampleOrganisation = { registrationNumber: string; name: string }; // named in its applicant's language

export type SampleApplicationState = 'live' | 'withdrawn' | 'draft' | 'duplicate';

export type SampleApplication = {
	/** `seoul-2026/0001`: stable for a seed and a number of applications. */
	key: string;
	state: SampleApplicationState;
	/** Key of the applicant. */
	person: string;
	registrationNumber: string;
	language: Locale;
	sector: string;
	/** By field key, as typed; a draft's may miss some. */
	answers: Record<string, string>;
	/** Keys of the terms agreed to. */
	consents: string[];
	startedAt: Date;
	/** Last typed in. */
	savedAt: Date;
	submittedAt: Date | null;
	withdrawnAt: Date | null;
	/** For a duplicate: the key of the live application that blocks it. */
	blockedBy: string | null;
};

/** `isDeclared`: the reviewer said so; otherwise it follows from where they work. */
export type SampleConflict = {
	application: string;
	reviewer: string;
	reason: string;
	isDeclared: boolean;
	declaredAt: Date;
};

export type SampleAssignment = { application: string; reviewer: string; assignedAt: Date };

export type SampleReview = {
	application: string;
	reviewer: string;
	/** Whole numbers 1 to 5 by criterion key. */
	scores: Record<string, number>;
	comment: string;
	finishedAt: Date;
};
