/** Where news is told to who moderates a session, and to one asker about their own. To all it goes by `sessionTopic`. */
export const deskTopic = (sessionId: string) => `desk:${sessionId}`;
export const ownTopic = (askerId: string) => `own:${askerId}`;
