drop index concurrently waiver_proposed_by;
