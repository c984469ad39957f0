-- The life of a call: tracks with a deadline and criteria of their own, codes for late and closed entries, a deadline
-- changed by two people, screening, and the rounds that follow one another.

-- Taken until so many minutes after the published deadline; published as well, so that it is no favour.
alter table calls add grace_minutes int not null default 0 check (grace_minutes between 0 and 1440);

-- Null: the call's own deadline. A closed track takes applications by invite code only.
alter table tracks add closes_at timestamptz check (isfinite(closes_at));
alter table tracks add by_code boolean not null default false;

-- Keys, because a draft's tracks are written anew each time; null is every track, every round.
alter table criteria add track text;
alter table criteria add round int check (round >= 1);

-- The rounds after the first, announced with the notice. A round that is opened is a call of its own, which follows
-- the one before; each is followed once.
create table rounds (
	call_id uuid not null references calls on delete cascade,
	position int not null check (position >= 2),
	key text not null,
	name jsonb not null,
	places int not null check (places > 0),
	review_until timestamptz not null,
	draw_at timestamptz not null,
	primary key (call_id, position),
	unique (call_id, key),
	check (review_until <= draw_at and isfinite(draw_at))
);
alter table calls add follows_id uuid references calls unique;
alter table calls add round int not null default 1;
alter table calls add round_name jsonb;
alter table calls add check ((follows_id is null) = (round = 1));

-- Where an application of a later round comes from.
alter table applications add carried_from uuid references applications unique;

create table invite_codes (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	track_id uuid references tracks,
	code_hash bytea not null unique,
	reason text not null,
	uses int not null check (uses > 0),
	used int not null default 0 check (used <= uses),
	valid_until timestamptz not null,
	made_at timestamptz not null,
	made_by uuid not null references people,
	ended_at timestamptz,
	ended_by uuid references people
);
create index invite_codes_call on invite_codes (call_id, made_at);

create table invite_code_uses (
	code_id uuid not null references invite_codes,
	person_id uuid not null references people,
	used_at timestamptz not null,
	primary key (code_id, person_id)
);
create index invite_code_uses_person on invite_code_uses (person_id);
create trigger invite_code_uses_kept before update or delete on invite_code_uses
	for each row execute function refuse_change();

-- A request and its answer are two facts of two people. What was approved is what was shown: its hash.
create table deadline_changes (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	track_id uuid references tracks,
	old_at timestamptz not null,
	new_at timestamptz not null,
	moves_rest boolean not null,
	reason jsonb not null,
	content_hash text not null,
	requested_at timestamptz not null,
	requested_by uuid not null references people,
	unique (id, requested_by),
	check (new_at > old_at)
);
create index deadline_changes_call on deadline_changes (call_id, requested_at);
create trigger deadline_changes_kept before update or delete on deadline_changes
	for each row execute function refuse_change();

create table deadline_answers (
	change_id uuid primary key,
	requested_by uuid not null,
	answer text not null check (answer in ('approved', 'refused')),
	answered_at timestamptz not null,
	answered_by uuid not null references people,
	foreign key (change_id, requested_by) references deadline_changes (id, requested_by),
	check (answer <> 'approved' or answered_by <> requested_by)
);
create trigger deadline_answers_kept before update or delete on deadline_answers
	for each row execute function refuse_change();

-- The newest screening of an application counts, if it is of what was last submitted.
create table screenings (
	id bigint generated always as identity primary key,
	application_id uuid not null references applications,
	outcome text not null check (outcome in ('eligible', 'ineligible')),
	condition jsonb,
	reason jsonb,
	screened_at timestamptz not null,
	screened_by uuid not null references people,
	check (outcome = 'eligible' or condition is not null or reason is not null)
);
create index screenings_application on screenings (application_id, id desc);
create trigger screenings_kept before update or delete on screenings
	for each row execute function refuse_change();

create table screening_tellings (
	screening_id bigint primary key references screenings,
	told_at timestamptz not null,
	told_by uuid not null references people
);
create trigger screening_tellings_kept before update or delete on screening_tellings
	for each row execute function refuse_change();
