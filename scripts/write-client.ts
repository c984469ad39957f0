// `npm run client [-- ADDRESS] FOLDER`: a typed client of the API, from the document at an address or of this source.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

const client = `import createClient from 'openapi-fetch';
import type { paths } from './schema.d.ts';

/** Madang at an address (https://madang.example/api/v1), asked with a token. Every operation is typed. */
export const openMadang = (baseUrl: string, token: string) =>
	createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } });
`;

/** Writes `schema.d.ts`, the types of a document, and `client.ts`, which uses them, into a folder. */
export async function writeClient(document: object, folder: string): Promise<void> {
	const types = astToString(await openapiTypescript(document as OpenAPI3, { silent: true }));
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'schema.d.ts'), types);
	writeFileSync(join(folder, 'client.ts'), client);
}

if (import.meta.main) {
	const words = process.argv.slice(2);
	const address = words.find((word) => /^https?:/.test(word));
	const folder = words.find((word) => word !== address);
	if (!folder) {
		console.error('Usage: npm run client [-- https://madang.example/api/openapi.json] FOLDER');
		process.exitCode = 1;
	} else {
		const document = address
			? ((await (await fetch(address)).json()) as object)
			: (await import('../src/routes/api/openapi.ts')).openApi();
		await writeClient(document, resolve(folder));
		console.log(`${folder}: schema.d.ts, client.ts. It needs openapi-fetch.`);
	}
}
