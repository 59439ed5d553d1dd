package postgres

import "context"

// InTurn runs do while no other program of this database migrates it, or is in
// do itself. It waits for them as long as ctx allows.
func (s *Store) InTurn(ctx context.Context, do func() error) error {
	return takeTurn(ctx, s.pool.Config().ConnString(), do)
}
