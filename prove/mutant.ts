/** An exact text of a source file, which occurs there once, and what stands there instead while the mutant lives. */
export type Patch = { file: string; from: string; to: string };

/** A test by its file and a piece of its name. */
export type Proof = { file: string; name: string };

/**
 * One way to break a promise: how, where, and the test that must go red. `built` where the test meets the built program:
 * then all such breaks live in one build, each with a test of its own.
 */
export type Break = { how: string; patches: Patch[]; caughtBy: Proof; built?: true };

/** A named mutant: all its breaks must be caught. One that does not apply says why. */
export type Mutant = { id: string; says: string } & ({ breaks: Break[] } | { not: string });

/** One text taken out of a file or put in the place of another. */
export const patch = (file: string, from: string, to = ''): Patch => ({ file, from, to });
