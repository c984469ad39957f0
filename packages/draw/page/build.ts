import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The whole verifier as one HTML file that needs nothing else: no network, and only this script and this style may run. */
export async function buildPage(): Promise<string> {
	const bundle = await rolldown({ input: here('page.ts'), logLevel: 'warn' });
	const { output } = await bundle.generate({ format: 'esm', minify: true });
	await bundle.close();
	// "</script" inside a text would end the script element.
	const script = output[0].code.replaceAll('</script', '<\\/script');
	const style = readFileSync(here('style.css'), 'utf8');
	return readFileSync(here('index.html'), 'utf8')
		.replace('POLICY', policyFor(script, style))
		.replace('/*STYLE*/', () => style)
		.replace('/*SCRIPT*/', () => script);
}

function policyFor(script: string, style: string): string {
	const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
	return [
		"default-src 'none'",
		// Hashing a million lots is done in WebAssembly (src/lanes.ts), made by this very script.
		`script-src ${hash(script)} 'wasm-unsafe-eval'`,
		`style-src ${hash(style)}`,
		"base-uri 'none'",
		"form-action 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types 'none'"
	].join('; ');
}

// node packages/draw/page/build.ts OUT.html
if (import.meta.main) {
	const out = process.argv[2] ?? 'verify-draw.html';
	const html = await buildPage();
	writeFileSync(out, html);
	console.log(`${out}: ${Math.round(html.length / 1024)} kB`);
}
