create table hosts (
	id uuid primary key default gen_random_uuid(),
	slug text not null unique,
	name jsonb not null,
	made_at timestamptz not null
);

create table people (
	id uuid primary key default gen_random_uuid(),
	email text not null unique check (email = lower(email)),
	name text not null default '',
	locale text not null default 'ko' check (locale in ('ko', 'en')),
	made_at timestamptz not null
);

-- A code is a secret of six digits: hashed, short-lived, bound to the browser that asked for it.
create table sign_in_codes (
	id uuid primary key default gen_random_uuid(),
	email text not null,
	code_hash bytea not null,
	browser_hash bytea not null,
	asked_at timestamptz not null,
	expires_at timestamptz not null,
	tries_left int not null default 5 check (tries_left >= 0),
	used_at timestamptz
);
create index sign_in_codes_browser on sign_in_codes (browser_hash, asked_at desc);
create index sign_in_codes_email on sign_in_codes (email, asked_at desc);

create table sign_ins (
	id uuid primary key default gen_random_uuid(),
	token_hash bytea not null unique,
	person_id uuid not null references people,
	way text not null check (way in ('code', 'passkey')),
	signed_in_at timestamptz not null,
	expires_at timestamptz not null,
	ended_at timestamptz
);
create index sign_ins_person on sign_ins (person_id);

create table passkeys (
	id text primary key,
	person_id uuid not null references people,
	public_key bytea not null,
	counter bigint not null,
	transports text[] not null default '{}',
	label text not null,
	added_at timestamptz not null,
	used_at timestamptz
);
create index passkeys_person on passkeys (person_id);

create table passkey_challenges (
	challenge text primary key,
	browser_hash bytea not null,
	person_id uuid references people,
	asked_at timestamptz not null,
	expires_at timestamptz not null
);

-- A role is for a host, or for one call of it. It ends; it is not deleted.
create table roles (
	id uuid primary key default gen_random_uuid(),
	person_id uuid not null references people,
	role text not null check (role in ('organiser', 'reviewer', 'moderator', 'steward', 'press', 'guest', 'auditor')),
	host_id uuid not null references hosts,
	call_id uuid,
	given_at timestamptz not null,
	given_by uuid references people,
	ended_at timestamptz
);
create index roles_person on roles (person_id) where ended_at is null;
create index roles_call on roles (call_id, role) where ended_at is null;
-- Nobody holds the same role twice; a host's own roles have no call.
create unique index roles_once on roles
	(person_id, role, host_id, coalesce(call_id, '00000000-0000-0000-0000-000000000000')) where ended_at is null;
