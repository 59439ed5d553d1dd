package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"strconv"
	"strings"
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

// Cookie gives a session's cookie: its token, and whose it is, so that who asks
// is proven beside what they ask for instead of before it.
func (t Token) Cookie(person int64) string { return string(t) + "." + strconv.FormatInt(person, 10) }

// ParseCookie reads a session's cookie. Whose it says it is has yet to be proven;
// 0 where it does not say.
func ParseCookie(value string) (t Token, person int64) {
	token, id, _ := strings.Cut(value, ".")
	person, err := strconv.ParseInt(id, 10, 64)
	if err != nil || person < 0 {
		person = 0
	}
	return Token(token), person
}

// Hash gives what is stored of the token.
func (t Token) Hash() []byte {
	sum := sha256.Sum256([]byte(t))
	return sum[:]
}
