import type { Locale, Words } from '#lib/words.ts';

export type SampleRegister = {
	session: string;
	opensAt: Date;
	closesAt: Date;
	kinds: { key: string; name: Words; audience: 'anyone' | 'press'; capacity: number; companions: number }[];
	/** In the order of arrival. */
	registrations: SampleRegistration[];
};

export type SampleRegistration = {
	kind: string;
	state: 'registered' | 'waiting';
	language: Locale;
	name: string;
	companions: string[];
	email: string;
	madeAt: Date;
};

/** How a session ran: how many minutes each of its segments took, and the share of its tickets that were read at the door. */
export type SampleRan = { session: string; minutes: number[]; came: number };
