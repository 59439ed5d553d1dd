create index concurrently waiver_proposed_by on waiver (proposed_by, review_on) where state = 'approved';
