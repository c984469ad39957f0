import type { Attached } from '#db/kinds.ts';

/** A letter as a channel sends it. */
export type Outgoing = {
	id: string;
	to_address: string;
	subject: string;
	body: string;
	message_id: string;
	attachments: Attached[];
};

/**
 * What became of a letter: out; refused for now, to be tried again; or refused for good, as for an address that is none.
 * `isOurs`: the fault is at our end, and no other letter will fare better now.
 */
export type Delivery = { is: 'sent' } | { is: 'later' | 'never'; because: string; isOurs?: boolean };

/** A way to reach people. Sending the same letter twice must carry the same id, so that the other side may know it. */
export type Channel = { send: (letter: Outgoing) => Promise<Delivery> };
