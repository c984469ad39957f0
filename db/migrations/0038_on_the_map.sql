-- Where a stop is on the earth, in degrees. A stop whose place nobody has said is on no map.
alter table stops add column latitude double precision check (latitude between -90 and 90);
alter table stops add column longitude double precision check (longitude between -180 and 180);
alter table stops add constraint stops_place check ((latitude is null) = (longitude is null));
