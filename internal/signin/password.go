// Package signin is how people prove who they are: passwords, and the tokens
// of sessions. It keeps nothing; what it makes is stored by postgres.
package signin

import (
	"fmt"
	"runtime"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"gaptrack/internal/fault"
)

// The lengths of a password, in characters; the longest keeps hashing bounded.
const (
	MinPassword = 10
	MaxPassword = 200
)

// params follow OWASP's advice for argon2id: 19 MiB, two passes, one lane.
var params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing bounds how many passwords are hashed at once, so that a crowd at the
// sign-in page takes neither all memory nor all processors.
var hashing = make(chan struct{}, max(1, runtime.NumCPU()))

// decoy is hashed against where there is no such person, so that the time an
// answer takes does not tell who has an account.
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$O5RzGvU3c7hfBOV0ZLVbXhnvDkBPzQAJ8gbWkwa5TAg"

// Hash gives the argon2id hash of a new password, or an Invalid fault of the
// field password.
func Hash(password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < MinPassword || n > MaxPassword {
		return "", fault.Fields{{Name: "password", Message: fmt.Sprintf(
			"A password has %d to %d characters.", MinPassword, MaxPassword)}}.Err()
	}
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2id.CreateHash(password, params)
}

// Check reports whether password is the one that hash was made of, in constant
// time. An empty hash, of a person who is not or has no password, takes as
// long and never matches.
func Check(password, hash string) (bool, error) {
	if utf8.RuneCountInString(password) > MaxPassword {
		return false, nil
	}
	hashing <- struct{}{}
	defer func() { <-hashing }()
	if hash == "" {
		_, err := argon2id.ComparePasswordAndHash(password, decoy)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}
