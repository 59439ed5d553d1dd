package postgres

import (
	"sync"
	"testing"
	"time"

	"gaptrack/internal/engagement"
)

// Replicas that start at once make one key.
func TestOneKeyIsMade(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := o.EnsureKey(t.Context(), now); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	keys, err := o.Keys(t.Context())
	must(t, err)
	if len(keys.Keys) != 1 || !keys.Keys[0].MadeAt.Equal(now) || !keys.Keys[0].RetiredAt.IsZero() {
		t.Errorf("there are %+v", keys)
	}
}

func TestRotatedKey(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.exited(t)
	later := now.Add(time.Hour)
	keys, err := o.RotateKey(t.Context(), later)
	must(t, err)
	second := o.exited(t)
	old, young := o.proven(t, first, 1), o.proven(t, second, 1)
	if len(keys.Keys) != 2 || young.Key != keys.Keys[0].ID || old.Key != keys.Keys[1].ID || !keys.Keys[1].RetiredAt.Equal(later) {
		t.Errorf("after %s and %s there are %+v", old.Key, young.Key, keys)
	}
	for _, p := range []*ExitProof{old, young} {
		if problems := p.Check(keys); len(problems) > 0 {
			t.Error(problems)
		}
	}
	if v := o.verified(t); v.Proofs != 2 {
		t.Errorf("verified %+v", v)
	}
	var seeds int
	must(t, o.pool.QueryRow(t.Context(), "select count(private) from signing_key").Scan(&seeds))
	if seeds != 1 {
		t.Errorf("%d private halves are kept", seeds)
	}
}

func TestKeysRotateInTurn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	waiting := make([]engagement.ID, 4)
	for i := range waiting {
		waiting[i] = o.requested(t)
	}
	var wg sync.WaitGroup
	for _, id := range waiting {
		cmd := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
		wg.Go(func() {
			if _, err := o.RotateKey(t.Context(), now); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if _, err := o.Change(t.Context(), id, cmd, o.manager, 0, now); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	keys, err := o.Keys(t.Context())
	must(t, err)
	if v := o.verified(t); len(keys.Keys) < 4 || v.Proofs != 4 {
		t.Errorf("%d keys, verified %+v", len(keys.Keys), v)
	}
}

// A proof is of its own installation.
func TestProofOfAnotherInstallation(t *testing.T) {
	t.Parallel()
	here, there := newOffice(t), newOffice(t)
	must(t, there.EnsureKey(t.Context(), now))
	keys, err := there.Keys(t.Context())
	must(t, err)
	p := here.proven(t, here.exited(t), 1)
	if problems := p.Check(keys); len(problems) != 1 {
		t.Errorf("there it is refused by %v", problems)
	}
}
