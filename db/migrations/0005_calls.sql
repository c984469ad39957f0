create table calls (
	id uuid primary key default gen_random_uuid(),
	slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
	host_id uuid not null references hosts,
	stop_id uuid not null references stops,
	notice_number text not null,
	title jsonb not null,
	purpose jsonb not null,
	who_may jsonb not null,
	how_chosen jsonb not null,
	opens_at timestamptz not null,
	closes_at timestamptz not null,
	review_until timestamptz not null,
	draw_at timestamptz not null,
	reply_days int not null check (reply_days between 1 and 60),
	made_at timestamptz not null,
	made_by uuid references people,
	published_at timestamptz,
	published_by uuid references people,
	unique (host_id, notice_number),
	check (opens_at < closes_at and closes_at <= review_until and review_until <= draw_at and isfinite(draw_at))
);
alter table roles add foreign key (call_id) references calls;
alter table journal add foreign key (call_id) references calls;

create table tracks (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls on delete cascade,
	key text not null,
	name jsonb not null,
	places int not null check (places > 0),
	position int not null,
	unique (call_id, key)
);

-- A feature is a field whose values can be counted in quotas.
create table fields (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls on delete cascade,
	key text not null,
	kind text not null check (kind in ('text', 'long', 'choice', 'number', 'link', 'organisation', 'phone', 'person', 'track')),
	label jsonb not null,
	help jsonb,
	is_required boolean not null,
	is_feature boolean not null default false,
	max_length int check (max_length > 0),
	options jsonb not null default '[]',
	position int not null,
	unique (call_id, key)
);

create table terms (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls on delete cascade,
	key text not null,
	title jsonb not null,
	purpose jsonb not null,
	items jsonb not null,
	period jsonb not null,
	is_required boolean not null,
	position int not null,
	unique (call_id, key)
);

create table criteria (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls on delete cascade,
	key text not null,
	name jsonb not null,
	anchors jsonb not null,
	weight int not null check (weight > 0),
	position int not null,
	unique (call_id, key)
);

create table quotas (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls on delete cascade,
	feature text not null,
	value text not null,
	min int not null check (min >= 0),
	max int not null,
	check (min <= max),
	unique (call_id, feature, value)
);
