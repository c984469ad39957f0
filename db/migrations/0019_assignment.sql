-- How the reviewers of a call are assigned: how many read each application, how much one reads, how likely a pair may be.
create table assignment_rules (
	call_id uuid primary key references calls,
	each int not null default 3 check (each between 1 and 9),
	load_min int not null default 0,
	load_max int,
	-- Percent; below 100 who reads what is thrown.
	pair_chance int not null default 100 check (pair_chance between 1 and 100),
	interests_from timestamptz,
	interests_until timestamptz,
	changed_at timestamptz not null,
	changed_by uuid references people,
	check (load_max is null or load_min <= load_max)
);

-- What a reviewer of a call is at home in, as they say or the organiser does, and their own limits.
create table reviewer_profiles (
	call_id uuid not null references calls,
	reviewer_id uuid not null references people,
	tracks text[] not null default '{}',
	languages text[] not null default '{}',
	topics text[] not null default '{}',
	load_min int,
	load_max int,
	said_at timestamptz not null,
	said_by uuid references people,
	primary key (call_id, reviewer_id)
);

-- How gladly a reviewer would read an application. No row: they have not said.
create table interests (
	application_id uuid not null references applications,
	reviewer_id uuid not null references people,
	interest text not null check (interest in ('keen', 'can', 'rather-not')),
	said_at timestamptz not null,
	primary key (application_id, reviewer_id)
);
create index interests_reviewer on interests (reviewer_id);

-- Whom a reviewer is related to, as they say themselves, or has worked with, as the organiser knows. `who` is a name, a
-- mail address or a registration number as it was written, `key` the same as it is compared.
create table ties (
	id bigint generated always as identity primary key,
	call_id uuid not null references calls,
	reviewer_id uuid not null references people,
	kind text not null check (kind in ('family', 'work')),
	who text not null,
	key text not null,
	since date,
	said_at timestamptz not null,
	said_by uuid references people,
	unique (call_id, reviewer_id, kind, key)
);
create index ties_reviewer on ties (reviewer_id);

-- What a conflict comes from: said by the reviewer at their desk or among their interests, or seen in the data.
alter table conflicts add column kind text not null default 'declared'
	check (kind in ('declared', 'interest', 'applicant', 'organisation', 'domain', 'family', 'work'));

-- Each time reviewers were assigned by the program, with what proves that nothing better was possible: what it came to
-- and what no assignment can pass. `limits` are those that would have to give, `short` the applications that stay short.
-- `chances` is by pair, in parts of `whole`, where it was thrown.
create table assignment_runs (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	each int not null,
	pair_chance int not null,
	added int not null,
	value double precision not null,
	bound double precision not null,
	limits jsonb not null,
	short jsonb not null,
	seed text not null,
	whole int not null,
	chances jsonb not null default '[]',
	ran_at timestamptz not null,
	ran_by uuid references people
);
create index assignment_runs_call on assignment_runs (call_id, ran_at desc);
create trigger assignment_runs_kept before delete on assignment_runs for each row execute function refuse_change();
