create index concurrently waiver_decided_by on waiver (decided_by, review_on) where state = 'approved';
