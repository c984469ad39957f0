import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { metricsText, noteAnswer, noteJob } from './metrics.server.ts';
import { showsToken } from './secret.server.ts';

test('answers and jobs are counted by names of ours, whatever strangers ask', async () => {
	noteAnswer('/calls/[call]', { method: 'GET', status: 200, ms: 12 });
	noteAnswer(null, { method: 'BREW', status: 404, ms: 1 });
	noteJob('send-letters', { ms: 30, hasFailed: true });
	const { text, type } = await metricsText(3);
	match(type, /^text\/plain/);
	match(text, /madang_request_seconds_count\{route="\/calls\/\[call\]",method="GET",status="200"\} 1/);
	match(text, /madang_request_seconds_count\{route="none",method="other",status="404"\} 1/);
	match(text, /madang_job_faults_total\{job="send-letters"\} 1/);
	match(text, /madang_letters_due 3/);
	ok(text.includes('madang_nodejs_eventloop_lag_seconds'));
});

test('a token is shown whole or not at all, and none is shown where none is set', () => {
	const asking = (header?: string) =>
		new Request('http://x.test', header ? { headers: { authorization: header } } : undefined);
	equal(showsToken(asking('Bearer abc'), 'abc'), true);
	equal(showsToken(asking('Bearer ab'), 'abc'), false);
	equal(showsToken(asking(), 'abc'), false);
	equal(showsToken(asking('Bearer '), ''), false);
});
