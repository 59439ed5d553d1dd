package postgres

import "context"

// Instance gives what this installation is called where its files meet those of
// others: a UUID that stays the same for as long as its database.
func (s *Store) Instance(ctx context.Context) (string, error) {
	if known := s.instance.Load(); known != nil {
		return *known, nil
	}
	var id string
	if err := s.pool.QueryRow(ctx, "select id::text from instance").Scan(&id); err != nil {
		return "", trouble(err, "read what this installation is called")
	}
	s.instance.Store(&id)
	return id, nil
}
