-- Whether the roles of those who work for a host count only in a sign-in that showed more than a mail's code.
alter table hosts add column second_factor text not null default 'required' check (second_factor in ('required', 'off'));

alter table sign_ins drop constraint sign_ins_way_check;
alter table sign_ins add constraint sign_ins_way_check
	check (way in ('code', 'passkey', 'totp', 'recovery', 'provider')) not valid;
alter table sign_ins validate constraint sign_ins_way_check;
-- The browser and system in words, when it was last in use, and until when roles that ask for more count in it. By a
-- provider, the host whose provider it is.
alter table sign_ins add column agent text not null default '';
alter table sign_ins add column seen_at timestamptz;
alter table sign_ins add column staff_until timestamptz;
alter table sign_ins add column host_id uuid references hosts;

-- What an authenticator app shares with us (RFC 6238): sealed, for it must be used and no hash will do. Until a code has
-- proved it, it is shown to the one sign-in that asked for it. `last_step` is the last code's time step: none works twice.
create table totps (
	person_id uuid primary key references people,
	secret bytea not null,
	offered_at timestamptz not null,
	sign_in_id uuid references sign_ins on delete cascade,
	added_at timestamptz,
	last_step bigint not null default 0
);

create table recovery_codes (
	code_hash bytea primary key,
	person_id uuid not null references people,
	made_at timestamptz not null,
	used_at timestamptz
);
create index recovery_codes_person on recovery_codes (person_id);

-- Wrong codes of an app or of recovery, by which guessing is held back.
create table second_tries (
	person_id uuid not null references people,
	tried_at timestamptz not null
);
create index second_tries_person on second_tries (person_id, tried_at desc);

-- Where those who work for a host may sign in with their organisation (OpenID Connect); a new one ends the one before.
create table providers (
	id uuid primary key default gen_random_uuid(),
	host_id uuid not null references hosts,
	name jsonb not null,
	issuer text not null,
	client_id text not null,
	client_secret bytea not null,
	domain text not null,
	group_claim text not null,
	made_at timestamptz not null,
	made_by uuid not null references people,
	ended_at timestamptz
);
create unique index providers_once on providers (host_id) where ended_at is null;

create table provider_groups (
	provider_id uuid not null references providers,
	name text not null,
	role text not null check (role in ('organiser', 'reviewer', 'moderator', 'steward', 'press', 'guest', 'auditor')),
	primary key (provider_id, name, role)
);

-- What a browser went to a provider with, and must come back with: once, within minutes.
create table provider_askings (
	state_hash bytea primary key,
	provider_id uuid not null references providers,
	browser_hash bytea not null,
	verifier text not null,
	nonce text not null,
	next text not null,
	asked_at timestamptz not null,
	expires_at timestamptz not null
);

-- A role that a provider's groups gave: their next sign-in may take it away, and nothing given by hand.
alter table roles add column provider_id uuid references providers;
