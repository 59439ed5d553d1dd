package proof_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/proof"
)

func TestKeysAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	keys := &proof.Keys{Keys: []proof.Key{published('b', time.Time{}), published('a', approvedAt)}}
	again, err := proof.ReadKeys(keys.Encode())
	if diff := cmp.Diff(keys, again); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestKeysThatAreNone(t *testing.T) {
	t.Parallel()
	one := string((&proof.Keys{Keys: []proof.Key{published('a', time.Time{})}}).Encode())
	id := published('a', time.Time{}).ID
	twice := string((&proof.Keys{Keys: []proof.Key{published('a', time.Time{}), published('a', time.Time{})}}).Encode())
	for name, test := range map[string]struct{ file, want string }{
		"no JSON":          {"<!doctype html>", "not JSON"},
		"no keys":          {`{"keys":[]}`, "no key"},
		"something else":   {`{"keys":[{}]}`, "kind"},
		"another kind":     {strings.Replace(one, "Ed25519", "RSA", 1), `kind "RSA"`},
		"a short key":      {strings.Replace(one, `"public": "`, `"public": "00`, 1), "32 bytes"},
		"another's ID":     {strings.Replace(one, id, "0123456789abcdef", 1), "its ID is"},
		"the same twice":   {twice, "key 2 stands there for the second time"},
		"one that is huge": {strings.Repeat(" ", 2<<20), "larger than"},
	} {
		if _, err := proof.ReadKeys([]byte(test.file)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}
