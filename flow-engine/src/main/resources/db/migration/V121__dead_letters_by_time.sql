-- What died lately, of all tenants: people are told of causes that are new.
create index dead_letter_died on dead_letter (died_at) where status = 'OPEN';
