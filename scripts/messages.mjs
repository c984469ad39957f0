import nodeFs from 'node:fs';

/** So many files are written at once: each sentence is one, there are thousands, and a machine may let 1,024 be open. */
const most = 200;
let under = 0;
/** @type {(() => void)[]} */
const waiting = [];

// The compiler writes all at once, and takes one that could not be opened for written: the build then fails, or lacks a sentence.
/** @type {typeof nodeFs.promises.writeFile} */
const writeFile = async (...file) => {
	if (under >= most) await new Promise((go) => waiting.push(() => go(undefined)));
	else under++;
	try {
		await nodeFs.promises.writeFile(...file);
	} finally {
		const next = waiting.shift();
		if (next) next();
		else under--;
	}
};

/** How the sentences of messages/ become functions: the build and the tests must agree on it. */
/** @type {import('@inlang/paraglide-js').CompilerOptions} */
export const messageOptions = {
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['custom-visitor', 'baseLocale'],
	emitTsDeclarations: true,
	fs: { ...nodeFs, promises: { ...nodeFs.promises, writeFile } }
};
