package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"time"
)

// How long a session lasts: so long without use, and so long at the most.
const (
	IdleTime = 12 * time.Hour
	LifeTime = 14 * 24 * time.Hour
)

// Token is the secret in a session's cookie. Only its hash is stored.
type Token string

// NewToken makes a token of 130 random bits.
func NewToken() Token { return Token(rand.Text()) }

// Hash gives what is stored of the token.
func (t Token) Hash() []byte {
	sum := sha256.Sum256([]byte(t))
	return sum[:]
}
