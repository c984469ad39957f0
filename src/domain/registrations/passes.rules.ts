/** A session of a call, whose invited come with the codes of their passes. */
export type InvitedTo = { id: string; call_id: string; stop_id: string; starts_at: Date; ends_at: Date };
