create table tours (
	id uuid primary key default gen_random_uuid(),
	slug text not null unique,
	title jsonb not null,
	about jsonb not null,
	guest_name jsonb not null,
	guest_title jsonb not null,
	guest_organisation jsonb not null,
	made_at timestamptz not null
);

create table delegates (
	id uuid primary key default gen_random_uuid(),
	tour_id uuid not null references tours,
	name jsonb not null,
	title jsonb not null,
	is_principal boolean not null default false,
	position int not null
);
create index delegates_tour on delegates (tour_id, position);

create table stops (
	id uuid primary key default gen_random_uuid(),
	tour_id uuid not null references tours,
	host_id uuid references hosts,
	slug text not null unique,
	position int not null,
	city jsonb not null,
	country jsonb not null,
	time_zone text not null,
	starts_on date not null,
	ends_on date not null check (ends_on >= starts_on),
	hall jsonb,
	address jsonb,
	map_url text,
	unique (tour_id, position)
);
