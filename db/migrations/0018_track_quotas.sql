-- A quota of one track, by the track's key, because a draft's tracks are written anew each time; null is all places.
alter table quotas add track text;
alter table quotas drop constraint quotas_call_id_feature_value_key;
alter table quotas add constraint quotas_of_one_value unique nulls not distinct (call_id, track, feature, value);
