// `npm run client [-- ADDRESS] FOLDER`: a typed client of the API, from the document at an address or of this source.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compile } from '@inlang/paraglide-js';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { messageOptions } from './messages.mjs';

const client = `import createClient from 'openapi-fetch';
import type { paths } from './schema.d.ts';

/** Madang at an address (https://madang.example/api/v1), asked with a token. Every operation is typed; faults are in a language. */
export const openMadang = (baseUrl: string, token: string, language: 'ko' | 'en' = 'en') =>
	createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\`, 'accept-language': language } });
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
	if (!folder) end('Usage: npm run client [-- https://madang.example/api/openapi.json] FOLDER');
	await writeClient(address ? await documentAt(address) : await ownDocument(), resolve(folder));
	console.log(`${folder}: schema.d.ts, client.ts. Beside it: npm install openapi-fetch`);
}

/** The document at an address; ends with a sentence where none is there. */
async function documentAt(address: string): Promise<object> {
	const answer = await fetch(address).catch((fault: Error) => {
		const { code, message } = (fault.cause ?? fault) as { code?: string; message: string };
		return end(`Nobody answers at ${address} (${code ?? message}).`);
	});
	const document = (await answer.json().catch(() => null)) as { openapi?: string } | null;
	return document?.openapi ? document : end(`There is no OpenAPI document at ${address} (${answer.status}).`);
}

/** The document of this source, whose sentences are made first where nothing was built yet. */
async function ownDocument(): Promise<object> {
	await compile(messageOptions);
	return (await import('../src/routes/api/openapi.ts')).openApi();
}

function end(said: string): never {
	console.error(said);
	process.exit(1);
}
