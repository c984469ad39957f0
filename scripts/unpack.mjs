import { chmodSync, createReadStream, createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/**
 * Unpacks the browser of the npm package @sparticuz/chromium, with the libraries (NSS, expat) and the font that a bare
 * system lacks, and writes beside it `chromium.sh`, which starts it with them.
 *
 * @param {string} from the installed package
 * @param {string} to a folder, which is emptied
 */
export async function unpackBrowser(from, to) {
	const { extract } = createRequire(join(from, 'package.json'))('tar-fs');
	const unpack = (name, target) =>
		pipeline(createReadStream(join(from, 'bin', name)), createBrotliDecompress(), target);
	rmSync(to, { recursive: true, force: true });
	mkdirSync(to, { recursive: true });
	await unpack('chromium.br', createWriteStream(join(to, 'chromium'), { mode: 0o755 }));
	await unpack('al2023.tar.br', extract(to));
	await unpack('fonts.tar.br', extract(to));
	writeFileSync(join(to, 'fonts.conf'), fontsIn(join(to, 'fonts')));
	writeFileSync(join(to, 'chromium.sh'), starter);
	chmodSync(join(to, 'chromium.sh'), 0o755);
}

// The system's fonts, where there are any, are the better ones: they may have Hangul.
const starter = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
export LD_LIBRARY_PATH="$here/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

/** @param {string} folder */
function fontsIn(folder) {
	const escaped = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${escaped}</dir><cachedir>${escaped}/cache</cachedir></fontconfig>
`;
}
