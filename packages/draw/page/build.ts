import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// node packages/draw/page/build.ts OUT.html: the whole verifier as one file that needs nothing else, no network either.
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const bundle = await rolldown({ input: here('page.ts'), logLevel: 'warn' });
const { output } = await bundle.generate({ format: 'esm', minify: true });
await bundle.close();
// "</script" inside a text would end the script element.
const script = output[0].code.replaceAll('</script', '<\\/script');
const html = readFileSync(here('index.html'), 'utf8')
	.replace('/*STYLE*/', () => readFileSync(here('style.css'), 'utf8'))
	.replace('/*SCRIPT*/', () => script);
const out = process.argv[2] ?? 'verify-draw.html';
writeFileSync(out, html);
console.log(`${out}: ${Math.round(html.length / 1024)} kB`);
