// The import rules of ARCHITECTURE.md, as data. tests/architecture/imports.test.ts plants a breach of each.

// In the order of a call's life: a stage imports only stages before it. The journal, which knows nobody, is the ground.
const stages = [
	...[
		'journal',
		'people',
		'approvals',
		'reads',
		'looks',
		'domains',
		'tokens',
		'webhooks',
		'tours',
		'calls',
		'applications',
		'reviews',
		'assignments',
		'bands'
	],
	...['decisions', 'draws', 'invitations'],
	...['programme', 'registrations', 'doors', 'questions', 'records', 'followups', 'assistant', 'erasures', 'scopes']
];
const test = '\\.test\\.ts$';
const pure = '^src/domain/.+[/.](rules|form|mail)\\.ts$';
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
	forbidden: [
		rule('no-circles', 'No import circles.', {}, { circular: true }),
		rule(
			'no-missing',
			'Every import leads to a file.',
			// What the framework makes as it goes: its own modules, each route's types, the messages' functions.
			{ pathNot: '^src/lib/paraglide/' },
			{ couldNotResolve: true, pathNot: '^(\\$app/|\\./\\$types|#lib/paraglide/|virtual:)' }
		),
		...stages
			.slice(0, -1)
			.map((stage, at) =>
				rule(
					`not-after-${stage}`,
					'A stage never imports a later stage.',
					{ path: `^src/domain/${stage}/`, pathNot: test },
					{ path: `^src/domain/(${stages.slice(at + 1).join('|')})/` }
				)
			),
		rule(
			'no-unknown-stage',
			'A folder of src/domain is one of the stages in this list.',
			{},
			{ path: '^src/domain/[^/]+/', pathNot: `^src/domain/(${stages.join('|')})/` }
		),
		rule(
			'own-write-form-mail',
			"A stage never imports another's write, form or mail; anybody may write the journal.",
			{ path: '^src/domain/([^/]+)/', pathNot: test },
			{
				path: '^src/domain/.+[/.](write\\.server|form|mail)\\.ts$',
				pathNot: ['^src/domain/$1/', '^src/domain/journal/write\\.server\\.ts$']
			}
		),
		rule(
			'read-does-not-write',
			'Questions to the store call no verb.',
			{ path: '^src/domain/.+[/.]read\\.server\\.ts$' },
			{ path: '[/.]write\\.server\\.ts$' }
		),
		rule(
			'gate-for-entry-points',
			'Only entry points mint proofs; anybody may name their types.',
			{
				path: '^(src|packages|db|sample)/',
				pathNot: ['^src/(routes|jobs|hooks\\.server\\.ts$|scopes\\.ts$)', '^sample/plant/', test]
			},
			{ path: '^src/domain/people/gate\\.server\\.ts$', dependencyTypesNot: ['type-only'] }
		),
		rule(
			'pure-of-servers',
			'rules, form and mail touch no server file, database, framework or Node module.',
			{ path: pure },
			{
				path: `\\.server\\.ts$|^db/|${packages('pg', 'kysely', 'svelte', '@sveltejs/[^/]+', 'nodemailer')}`,
				dependencyTypesNot: ['type-only']
			}
		),
		rule('pure-of-framework', 'The same, for the framework’s own modules.', { path: pure }, { path: '^\\$app/' }),
		rule(
			'pure-of-node',
			'rules, form, mail and the draw touch no Node module.',
			{ path: `${pure}|^packages/draw/src/` },
			{ dependencyTypes: ['core'] }
		),
		rule(
			'ground-knows-no-stage',
			'lib could stand in another product.',
			{ path: '^src/lib/', pathNot: test },
			{ path: '^(src/(domain|routes|jobs)|sample|tests)/' }
		),
		rule(
			'nobody-imports-a-page',
			'Nobody imports an entry point for browsers.',
			{},
			{ path: '^src/routes/.*\\+[^/]+$' }
		),
		rule(
			'nobody-imports-a-job',
			'Nobody imports an entry point for the clock, but what winds it.',
			{ pathNot: ['^src/hooks\\.server\\.ts$', '^src/jobs/', test] },
			{ path: '^src/jobs/' }
		),
		rule(
			'entry-holds-no-sql',
			'Entry points hold no SQL.',
			{ path: '^src/(routes|jobs|hooks)', pathNot: test },
			{ path: `^db/|${packages('pg', 'kysely')}` }
		),
		rule(
			'one-driver',
			'Only lib/db.server.ts imports the driver.',
			{ path: '^src/', pathNot: ['^src/lib/db\\.server\\.ts$', test] },
			{ path: packages('pg') }
		),
		rule(
			'the-draw-stands-apart',
			'The draw imports nothing but itself and its hashing and curve libraries.',
			{ path: '^packages/draw/src/', pathNot: '^packages/draw/src/plan/' },
			{ pathNot: `^packages/draw/src/|${packages('@noble/hashes', '@noble/curves')}` }
		),
		rule(
			'the-plan-has-a-solver',
			'To find a lottery takes a solver besides; what it found is checked by counting.',
			{ path: '^packages/draw/src/plan/' },
			{ pathNot: `^packages/draw/src/|${packages('@noble/hashes', '@noble/curves', 'highs')}` }
		),
		rule(
			'verifying-needs-no-solver',
			'Who checks a draw runs no solver, by whatever way.',
			{ path: '^packages/draw/src/verify\\.ts$' },
			{ path: packages('highs'), reachable: true }
		),
		rule(
			'the-draw-is-carried-away-whole',
			'Its command line and its tests leave the house no more than it does.',
			{ path: '^packages/draw/' },
			{ path: '^(src|db|scripts|start|sample|tests)/' }
		),
		rule(
			'tests-stay-outside',
			'No program imports a test.',
			{ pathNot: `^tests/|${test}` },
			{ path: `^tests/|${test}` }
		)
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(src/lib/paraglide|build|\\.svelte-kit)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.mjs', '.svelte', '.json', '.d.ts']
		}
	}
};
