-- What a release shows, less what has become private or masked since: that is taken back at once, with no new release.
create view told_sessions as
	select
		release_sessions.release_id,
		release_sessions.session_id,
		release_sessions.starts_at,
		release_sessions.ends_at,
		release_sessions.hours_since,
		showable.visibility = 'masked' or release_sessions.visibility = 'masked' as is_masked,
		case when showable.visibility = 'masked' and release_sessions.visibility = 'public' then showable.shown
			else release_sessions.shown end as shown,
		-- A calendar takes the public title in the place of the other.
		release_sessions.sequence
			+ (showable.visibility = 'masked' and release_sessions.visibility = 'public')::integer as sequence
	from release_sessions
	join showable_sessions as showable on showable.session_id = release_sessions.session_id;
