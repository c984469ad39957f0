/** How the sentences of messages/ become functions: the build and the tests must agree on it. */
/** @type {import('@inlang/paraglide-js').CompilerOptions} */
export const messageOptions = {
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['custom-visitor', 'baseLocale'],
	emitTsDeclarations: true
};
