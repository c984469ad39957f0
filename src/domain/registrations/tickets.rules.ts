/** What the key of tickets is kept under. */
export const ticketPurpose = 'tickets';

/** What a ticket says and its key signs: which session it opens, and which ticket it is. */
export const saidByTicket = ({ sessionId, code }: { sessionId: string; code: string }) => `MT1.${sessionId}.${code}`;
