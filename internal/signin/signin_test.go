package signin_test

import (
	"bytes"
	"strings"
	"testing"

	"gaptrack/internal/fault"
	"gaptrack/internal/signin"
)

func TestPasswordMatchesItsHashAlone(t *testing.T) {
	t.Parallel()
	hash, err := signin.Hash("correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$") {
		t.Errorf("the hash %q is not argon2id's", hash)
	}
	for password, want := range map[string]bool{
		"correct horse battery": true, "correct horse batterx": false, "": false, strings.Repeat("x", 5000): false,
	} {
		if got, err := signin.Check(password, hash); err != nil || got != want {
			t.Errorf("Check(%.20q) = %v, %v; want %v", password, got, err, want)
		}
	}
}

func TestNobodyHasNoPassword(t *testing.T) {
	t.Parallel()
	if got, err := signin.Check("anything at all", ""); got || err != nil {
		t.Errorf("Check against no hash = %v, %v; want false and no error", got, err)
	}
}

func TestPasswordsHaveALength(t *testing.T) {
	t.Parallel()
	for _, password := range []string{"", "too short", strings.Repeat("é", signin.MaxPassword+1)} {
		if _, err := signin.Hash(password); fault.KindOf(err) != fault.Invalid {
			t.Errorf("Hash of %d bytes: %v, want an Invalid fault", len(password), err)
		}
	}
}

func TestTokensDiffer(t *testing.T) {
	t.Parallel()
	a, b := signin.NewToken(), signin.NewToken()
	if a == b || bytes.Equal(a.Hash(), b.Hash()) {
		t.Error("two tokens are the same")
	}
}
