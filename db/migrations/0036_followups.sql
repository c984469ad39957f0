-- What becomes of a meeting: offers from both sides, contacts that both let go, meetings, steps, surveys, certificates.

create extension if not exists btree_gist;

-- What was submitted, as it is searched: made from the newest receipt, and gone with it. The words are whole words of
-- either language and pairs of Hangul syllables, so that a word is found whatever particle it bears.
create table proposals (
	application_id uuid primary key references applications (id),
	receipt_id uuid not null references receipts (id),
	text text not null,
	words tsvector not null,
	indexed_at timestamptz not null
);
create index proposals_words on proposals using gin (words);

-- What a delegate looks for: topics, one a line in both languages, tracks by their keys, kinds of working together.
create table delegate_topics (
	delegate_id uuid primary key references delegates (id),
	topics text not null default '',
	tracks text[] not null default '{}',
	kinds text[] not null default '{}',
	saved_at timestamptz not null,
	saved_by uuid not null references people (id)
);

-- One application that one of the two sides wants to go on with. Its row is held by all that is done about it.
create table followups (
	application_id uuid primary key references applications (id),
	begun_at timestamptz not null,
	begun_side text not null check (begun_side in ('guest', 'applicant')),
	-- When the applicant let what they submitted go on into a call made from here.
	carried_at timestamptz
);

create table followup_links (
	token_hash bytea primary key,
	application_id uuid not null references followups (application_id),
	made_at timestamptz not null
);

-- What each side says: what it would do, what it gives and seeks. The note is for its own side alone; where it can be
-- reached is read only through a release that stands.
create table offers (
	application_id uuid not null references followups (application_id),
	side text not null check (side in ('guest', 'applicant')),
	kinds text[] not null,
	gives text not null default '',
	seeks text not null default '',
	note text not null default '',
	contact text not null default '',
	version integer not null default 1 check (version > 0),
	saved_at timestamptz not null,
	saved_by uuid references people (id),
	withdrawn_at timestamptz,
	primary key (application_id, side)
);

-- A side lets the other see where it can be reached: to this text, from then until it is taken back.
create table contact_consents (
	id bigint primary key generated always as identity,
	application_id uuid not null,
	side text not null,
	text_version integer not null,
	text_hash text not null,
	agreed_at timestamptz not null,
	agreed_by uuid references people (id),
	withdrawn_at timestamptz check (withdrawn_at >= agreed_at),
	foreign key (application_id, side) references offers (application_id, side),
	unique (id, application_id, side)
);
create unique index contact_consents_one on contact_consents (application_id, side) where withdrawn_at is null;

-- Both have agreed: a fact that names the one consent and the other. No such row can stand on one side's alone.
create table contact_releases (
	id bigint primary key generated always as identity,
	application_id uuid not null references followups (application_id),
	guest_consent_id bigint not null,
	guest_side text not null default 'guest' check (guest_side = 'guest'),
	applicant_consent_id bigint not null,
	applicant_side text not null default 'applicant' check (applicant_side = 'applicant'),
	released_at timestamptz not null,
	ended_at timestamptz check (ended_at >= released_at),
	ended_side text check (ended_side in ('guest', 'applicant')),
	check ((ended_at is null) = (ended_side is null)),
	foreign key (guest_consent_id, application_id, guest_side) references contact_consents (id, application_id, side),
	foreign key (applicant_consent_id, application_id, applicant_side)
		references contact_consents (id, application_id, side)
);
create unique index contact_releases_one on contact_releases (application_id) where ended_at is null;

-- A meeting of a delegate with an applicant: first slots to choose from, then the hours that were chosen.
create table meetings (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references followups (application_id),
	delegate_id uuid not null references delegates (id),
	side text not null check (side in ('guest', 'applicant')),
	topic text not null default '',
	place text not null default '',
	-- The clock of whoever proposed it, beside the stop's.
	zone text not null,
	proposed_at timestamptz not null,
	proposed_by uuid references people (id),
	starts_at timestamptz,
	ends_at timestamptz check (ends_at > starts_at),
	chosen_at timestamptz,
	cancelled_at timestamptz,
	cancelled_side text check (cancelled_side in ('guest', 'applicant')),
	sequence integer not null default 0,
	check ((starts_at is null) = (ends_at is null) and (starts_at is null) = (chosen_at is null)),
	check ((cancelled_at is null) = (cancelled_side is null)),
	-- Nobody is in two rooms: of two presses at once one is refused by the store.
	constraint meetings_delegate_free exclude using gist (delegate_id with =, tstzrange(starts_at, ends_at) with &&)
		where (starts_at is not null and cancelled_at is null),
	constraint meetings_applicant_free exclude using gist (application_id with =, tstzrange(starts_at, ends_at) with &&)
		where (starts_at is not null and cancelled_at is null)
);
create index meetings_application on meetings (application_id);

create table meeting_slots (
	meeting_id uuid not null references meetings (id),
	starts_at timestamptz not null,
	ends_at timestamptz not null check (ends_at > starts_at),
	primary key (meeting_id, starts_at)
);

-- How it goes, step by step. Nothing is changed or taken away: what has become of it is the last step.
create table followup_steps (
	id bigint primary key generated always as identity,
	application_id uuid not null references followups (application_id),
	step text not null check (step in ('interest', 'meeting', 'pilot', 'agreement', 'outcome', 'ended')),
	side text not null check (side in ('guest', 'applicant', 'host')),
	note text not null default '',
	is_shared boolean not null default true,
	amount bigint check (amount >= 0),
	currency text check (currency in ('KRW', 'USD', 'EUR')),
	noted_at timestamptz not null,
	noted_by uuid references people (id),
	-- The day on which both are asked how it goes.
	remind_on date,
	check ((amount is null) = (currency is null))
);
create index followup_steps_application on followup_steps (application_id, id);

create table followup_reminders (
	step_id bigint primary key references followup_steps (id),
	reminded_at timestamptz not null
);

-- What those who came are asked: of a session, or of a whole stop.
create table surveys (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	session_id uuid references sessions (id),
	questions jsonb not null,
	closes_at timestamptz not null,
	made_at timestamptz not null,
	made_by uuid not null references people (id),
	sent_at timestamptz
);
create unique index surveys_session on surveys (session_id) where session_id is not null;
create unique index surveys_stop on surveys (stop_id) where session_id is null;

create table survey_links (
	token_hash bytea primary key,
	survey_id uuid not null references surveys (id),
	attendee_id uuid references attendees (id),
	registration_id uuid references registrations (id),
	check (num_nonnulls(attendee_id, registration_id) = 1)
);
create unique index survey_links_attendee on survey_links (survey_id, attendee_id);
create unique index survey_links_registration on survey_links (survey_id, registration_id);

-- One answer of one link, found again by the link alone: its key is made of the secret in the address, which the store
-- does not have. Nothing here says whose it is or when it came, unless who answered wished to be named.
create table survey_answers (
	key bytea primary key,
	survey_id uuid not null references surveys (id),
	came_as text not null check (came_as in ('invited', 'public')),
	answers jsonb not null,
	link_hash bytea references survey_links (token_hash)
);
create index survey_answers_survey on survey_answers (survey_id);

-- That somebody came: signed, with a number, to show elsewhere.
create table certificates (
	id uuid primary key default gen_random_uuid(),
	number integer generated always as identity unique,
	session_id uuid not null references sessions (id),
	ticket_id uuid not null unique references tickets (id),
	name text not null,
	token_hash bytea not null unique,
	signature text not null,
	issued_at timestamptz not null,
	erased_at timestamptz
);
