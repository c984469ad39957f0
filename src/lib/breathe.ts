/** Lets others have their turn: awaited between pieces of long work, so that nobody waits for all of it. */
export const breathe = () => new Promise<void>((done) => setImmediate(done));
