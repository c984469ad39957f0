/** The guides in the order they are read in, by whom they are for. Their texts are docs/ko/NAME.md and docs/en/NAME.md. */
export const contents = [
	{
		group: 'organisers',
		guides: ['organisers-call', 'organisers-review', 'organisers-draw', 'organisers-days', 'organisers-after']
	},
	{ group: 'taking-part', guides: ['applicants', 'reviewers', 'public', 'press', 'draw'] },
	{ group: 'operators', guides: ['operators', 'settings', 'sizes', 'trouble', 'threats'] },
	{ group: 'builders', guides: ['builders'] }
] as const;

export type Group = (typeof contents)[number]['group'];
export const guides: string[] = contents.flatMap((one) => [...one.guides]);

const helps: [RegExp, string][] = [
	[/^\/(calls\/[^/]+\/(apply|mine)|applications|coapplicants|receipts|erasures|me)(\/|$)/, 'applicants'],
	[/^\/(invitations|attendees|followups)\//, 'applicants'],
	[/^\/reviews(\/|$)/, 'reviewers'],
	[/^\/draws(\/|$)|^\/calls\/[^/]+\/log/, 'draw'],
	[/^\/(stops\/[^/]+\/press|briefings)(\/|$)/, 'press'],
	[/^\/(sessions|registrations|tickets|surveys|certificates|quotes|stops)\//, 'public'],
	[/^\/desk\/calls\/[^/]+\/(reviews|blind|decisions|screening|lookalikes)(\/|$)/, 'organisers-review'],
	[/^\/desk\/calls\/[^/]+\/(draw|invitations|letters)(\/|$)/, 'organisers-draw'],
	[
		/^\/desk\/(stops\/[^/]+\/(record|said|terms|surveys|copy)|calls\/[^/]+\/(followups|erasure)|reads)(\/|$)/,
		'organisers-after'
	],
	[/^\/(desk\/(sessions|stops)|door)(\/|$)/, 'organisers-days'],
	[/^\/desk\/(tokens|webhooks)(\/|$)|^\/api/, 'builders'],
	[/^\/desk(\/|$)/, 'organisers-call']
];

/** The guide that helps with a page, by its path; null where none does. */
export function guideFor(path: string): string | null {
	return helps.find(([pages]) => pages.test(path))?.[1] ?? null;
}
