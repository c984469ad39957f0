-- How a call's bands are cut: on which scores, by typed lines or from the intervals by one of the draw's ways. Without a
-- row: raw scores, by lines. `slope`, of the linear way only, is how many hundredths of a chance one point of score is worth.
create table band_methods (
	call_id uuid primary key references calls,
	basis text not null check (basis in ('raw', 'adjusted')),
	way text not null check (way in ('lines', 'line', 'merit', 'linear')),
	level int not null check (level in (50, 80, 95)),
	slope int check (slope between 1 and 1000),
	chosen_at timestamptz not null,
	chosen_by uuid not null references people,
	check ((way = 'linear') = (slope is not null))
);

-- The same, frozen with the bands.
alter table band_freezes add column basis text not null default 'raw';
alter table band_freezes add column way text not null default 'lines';
alter table band_freezes add column level int not null default 80;
alter table band_freezes add column slope int;

-- What the band was cut from: the mean as given, and the interval, where there was one.
alter table standings add column raw numeric;
alter table standings add column low numeric;
alter table standings add column high numeric;

-- The interval as the sealed roster holds it, in thousandths of a point.
alter table lots add column score_low int;
alter table lots add column score_high int;

-- Ratings that were given elsewhere, entered from a table. The file's text is gone once it is entered or put away.
create table rating_imports (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	file_name text not null,
	file_hash text not null,
	file bytea,
	columns jsonb not null,
	uploaded_at timestamptz not null,
	uploaded_by uuid not null references people,
	entered_at timestamptz,
	entered_by uuid references people,
	dropped_at timestamptz,
	check ((entered_at is null) = (entered_by is null)),
	check (file is null or (entered_at is null and dropped_at is null))
);
create index rating_imports_call on rating_imports (call_id, uploaded_at desc);

-- One rating: `points` in thousandths on the scale of the reviews, 1000 to 5000. `rater` is who gave it, where that is known.
create table ratings (
	import_id uuid not null references rating_imports,
	line int not null,
	nth int not null,
	application_id uuid not null references applications,
	rater text,
	points int not null check (points between 1000 and 5000),
	primary key (import_id, line, nth)
);
create index ratings_application on ratings (application_id);
