-- That something changed, for pages that are open: never what. Kept some hours, so that who was away is told what was missed.
create table news (
	id bigint generated always as identity primary key,
	topic text not null,
	word text not null,
	told_at timestamptz not null
);
create index news_topic on news (topic, id);
create index news_told on news (told_at);

-- How questions are taken in a segment: whether now, in which order, from which field of the call's form, how many each.
create table floors (
	segment_id uuid primary key references segments (id),
	is_open boolean not null default true,
	way text not null default 'votes' check (way in ('votes', 'asked', 'drawn', 'fair')),
	seed text not null default '',
	seed_from text not null default 'chance' check (seed_from in ('draw', 'chance')),
	most_each integer not null default 3 check (most_each between 1 and 50),
	field_key text,
	set_at timestamptz not null,
	set_by uuid references people (id)
);

-- Who asks or votes in a session: a person, or a browser nobody has signed in with, known by the hash of its secret.
create table askers (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references sessions (id),
	person_id uuid references people (id),
	browser_hash bytea,
	block_hash bytea,
	made_at timestamptz not null,
	banned_at timestamptz,
	banned_by uuid references people (id),
	erased_at timestamptz,
	unique (session_id, person_id),
	unique (session_id, browser_hash),
	check (erased_at is not null or num_nonnulls(person_id, browser_hash) = 1)
);
create index askers_block on askers (session_id, block_hash, made_at);

-- What was asked, as it was asked, and where it stands now. How it came there is in question_acts. The intent is the
-- asking page's own key: the same press sent twice is one question.
create table questions (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references sessions (id),
	segment_id uuid not null references segments (id),
	asker_id uuid not null references askers (id),
	intent text not null,
	came_from text not null default 'floor' check (came_from in ('floor', 'application', 'desk')),
	application_id uuid references applications (id),
	text text not null,
	locale text not null check (locale in ('ko', 'en')),
	name text not null default '',
	firm text not null default '',
	asked_at timestamptz not null,
	state text not null default 'asked'
		check (state in ('asked', 'approved', 'answering', 'answered', 'hidden', 'archived', 'withdrawn')),
	state_at timestamptz not null,
	is_pinned boolean not null default false,
	merged_into uuid references questions (id),
	spent_ms bigint not null default 0,
	version integer not null default 1,
	unique (asker_id, intent),
	check (merged_into <> id)
);
create unique index questions_prepared on questions (segment_id, application_id) where came_from = 'application';
create unique index questions_answering on questions (session_id) where state = 'answering';
create index questions_session on questions (session_id, state);
create index questions_merged on questions (merged_into) where merged_into is not null;
create index questions_application on questions (application_id) where application_id is not null;

create table question_acts (
	id bigint generated always as identity primary key,
	question_id uuid not null references questions (id),
	act text not null,
	into_id uuid references questions (id),
	acted_at timestamptz not null,
	acted_by uuid references people (id)
);
create index question_acts_question on question_acts (question_id, id);
create trigger question_acts_kept before update or delete on question_acts for each row execute function refuse_change();

-- One of each asker; taken back, the row says when.
create table question_votes (
	question_id uuid not null references questions (id),
	asker_id uuid not null references askers (id),
	voted_at timestamptz not null,
	taken_back_at timestamptz,
	primary key (question_id, asker_id)
);
create index question_votes_asker on question_votes (asker_id);
create index question_votes_newest on question_votes (greatest(voted_at, taken_back_at));

-- Secret links to a session's projector and interpreter pages, for machines nobody signs in on.
create table session_links (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references sessions (id),
	kind text not null check (kind in ('projector', 'interpreter')),
	label text not null,
	token_hash bytea not null unique,
	made_at timestamptz not null,
	made_by uuid not null references people (id),
	revoked_at timestamptz,
	revoked_by uuid references people (id)
);
create index session_links_session on session_links (session_id);

-- A question in the other language, by a person or through an interpreter's link; the newest stands.
create table question_translations (
	id bigint generated always as identity primary key,
	question_id uuid not null references questions (id),
	text text not null,
	written_at timestamptz not null,
	written_by uuid references people (id),
	link_id uuid references session_links (id),
	check (num_nonnulls(written_by, link_id) = 1)
);
create index question_translations_question on question_translations (question_id, id desc);

-- Words a host wants to be pointed at before a question is approved. They decide nothing.
create table flag_words (
	host_id uuid not null references hosts (id),
	word text not null,
	added_at timestamptz not null,
	added_by uuid not null references people (id),
	primary key (host_id, word)
);
