-- How a host's public pages look: its colour, and its mark at their head. Anybody may read it.
create table host_looks (
	host_id uuid primary key references hosts (id),
	colour text check (colour ~ '^#[0-9a-f]{6}$'),
	logo_id uuid unique,
	logo_kind text check (logo_kind in ('png', 'jpg', 'webp')),
	logo_size bigint check (logo_size > 0),
	logo_sha256 text check (logo_sha256 ~ '^[0-9a-f]{64}$'),
	changed_at timestamptz not null,
	changed_by uuid not null references people (id),
	check (num_nulls(logo_id, logo_kind, logo_size, logo_sha256) in (0, 4))
);
grant select, insert, update on host_looks to madang_web;
select keep_by('host_looks', 'host_id', 'hosts');
select show_to_all('host_looks');
