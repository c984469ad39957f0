import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { agentOf } from './agent.ts';

test('a browser and its system in two words, the particular before what it says it is like', () => {
	const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0';
	equal(agentOf(`${chrome} Safari/537.36`), 'Chrome · Windows');
	equal(agentOf(`${chrome} Safari/537.36 Edg/149.0.0.0`), 'Edge · Windows');
	equal(agentOf(`${chrome} Whale/4.30 Safari/537.36`), 'Whale · Windows');
	equal(
		agentOf('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1'),
		'Safari · iPhone'
	);
	equal(agentOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'), 'Firefox · Linux');
	for (const nothing of [null, '', 'curl/8', '<b>x</b>']) equal(agentOf(nothing), '');
});
