import { otherSide, type Consent, type Side } from './rules.ts';

/** The parts of a follow-up's page that may wait for its reader, by their ids. */
export type Waiting = 'meetings' | 'offer' | 'contact';

type Seen = {
	side: Side;
	hasBegun: boolean;
	own: { withdrawn_at: Date | null } | undefined;
	other: unknown;
	consents: Consent[];
	meetings: { state: string; side: string; slots: { starts_at: Date }[] }[];
};

/** What the other side has done that has no answer yet, the most pressing first: times to choose from run out. */
export function waitingFor({ side, hasBegun, own, other, consents, meetings }: Seen, at: Date): Waiting[] {
	const isOpen = (meeting: Seen['meetings'][number]) =>
		meeting.state === 'proposed' && meeting.side !== side && meeting.slots.some(({ starts_at }) => starts_at > at);
	const agreed = (one: Side) => consents.some((consent) => consent.side === one);
	const all: [Waiting, boolean][] = [
		['meetings', hasBegun && meetings.some(isOpen)],
		['offer', Boolean(other) && !own],
		['contact', hasBegun && agreed(otherSide(side)) && !agreed(side)]
	];
	return all.flatMap(([part, waits]) => (waits ? [part] : []));
}
