/** The kinds of facts a reader may look for, by the first word of their verbs. */
export const kinds = {
	notice: ['tour', 'call', 'stop', 'form', 'deadline', 'round'],
	applications: ['application', 'applications', 'coapplicant', 'consent', 'log', 'import', 'erasure'],
	files: ['attachment', 'attachments'],
	admission: ['screening', 'code', 'lookalike', 'lookalikes'],
	reviews: [
		...[
			'assignment',
			'interest',
			'reviewers',
			'conflict',
			'review',
			'bands',
			'ratings',
			'reviews',
			'remark',
			'remarks'
		],
		...['copy', 'decision', 'decisions', 'feedback']
	],
	reads: ['reads', 'exposure'],
	draw: ['draw', 'witness'],
	invitations: ['invitation', 'invitations', 'reserve', 'attendee', 'letter', 'letters', 'template', 'number'],
	programme: ['segment', 'session', 'hall', 'speaker', 'programme', 'delay', 'delegation', 'briefing', 'accreditation'],
	live: ['question', 'asker', 'floor', 'queue'],
	doors: ['ticket', 'passes', 'door', 'device'],
	registrations: ['registration', 'register', 'places'],
	records: ['record', 'term'],
	followups: ['followup', 'meeting', 'proposals', 'survey', 'certificates'],
	said: ['quote', 'quotes', 'transcript', 'utterance', 'promise', 'figures', 'recording'],
	assistant: ['assistant', 'draft'],
	people: ['role', 'host', 'approval', 'announcement'],
	machines: ['token', 'webhook']
} as const;
export type Kind = keyof typeof kinds;

/** The kind of this name, or null. */
export const kindNamed = (name: string | null): Kind | null =>
	name && Object.hasOwn(kinds, name) ? (name as Kind) : null;
