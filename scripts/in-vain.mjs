/**
 * What SvelteKit works out for each page and then nobody uses, by the file that does it. Data is written down for the page's
 * script: where there is none (csr = false) that is thrown away; only a page of an error may have a script all the same, and
 * on it is the data of the layouts alone. A page with a script has a nonce, which is never twice the same: nor is its etag.
 */
const vain = [
	{
		file: 'index.js',
		code: 'if (node) {\n\t\t\t\t\t\tdata_serializer.add_node(',
		instead: 'if (node && (csr || i < nodes.data.length - 1)) {\n\t\t\t\t\t\tdata_serializer.add_node('
	},
	{
		file: 'render.js',
		code: "if (!chunks) {\n\t\theaders.set('etag'",
		instead: "if (!chunks && !page_config.csr) {\n\t\theaders.set('etag'"
	}
];

/** Builds the program without that; where SvelteKit goes about it in another way than is known here, it is not built. */
export const nothingInVain = {
	name: 'nothing-in-vain',
	transform: {
		filter: { id: /@sveltejs\/kit\/src\/runtime\/server\/page\/(index|render)\.js$/ },
		/** @param {string} source @param {string} id */
		handler(source, id) {
			const { code, instead } = /** @type {typeof vain[number]} */ (vain.find(({ file }) => id.endsWith(file)));
			if (source.split(code).length !== 2) throw new Error(`${id} is not as scripts/in-vain.mjs knows it`);
			return source.replace(code, instead);
		}
	}
};
