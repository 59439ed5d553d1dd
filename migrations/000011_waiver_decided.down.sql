drop index concurrently waiver_decided_by;
