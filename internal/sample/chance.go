package sample

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"gaptrack/internal/engagement"
)

// chance draws what a generated engagement is made of. The same seed and number
// give the same draws, whichever others are made at the same time.
type chance struct {
	*rand.Rand
	source *rand.ChaCha8
}

func newChance(seed uint64, n int64) chance {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	binary.LittleEndian.PutUint64(key[8:], uint64(n))
	source := rand.NewChaCha8(key)
	return chance{rand.New(source), source}
}

// salt gives the bytes that one free text is hashed with. They are drawn like
// all else, so that a generated chain comes out the same again.
func (c chance) salt() []byte {
	salt := make([]byte, engagement.SaltSize)
	_, _ = c.source.Read(salt) // never fails
	return salt
}

// between draws a number from low to high, both among them.
func (c chance) between(low, high int) int { return low + c.IntN(max(1, high-low+1)) }

// likely holds in so many of a hundred draws.
func (c chance) likely(percent int) bool { return c.IntN(100) < percent }

// longTail draws a number of which half are below the median and some far above
// it: the logarithm is normal, with the spread as its deviation.
func (c chance) longTail(median, spread float64, low, high int) int {
	return min(max(int(math.Round(median*math.Exp(spread*c.NormFloat64()))), low), high)
}

// pick draws one of a list.
func pick[T any](c chance, from []T) T { return from[c.IntN(len(from))] }

// draw draws count of a list, each once, in the order of the list.
func draw[T any](c chance, from []T, count int) []T {
	var drawn []T
	for i, one := range from {
		if c.IntN(len(from)-i) < count-len(drawn) {
			drawn = append(drawn, one)
		}
	}
	return drawn
}

// weighted is one of a list of which some come more often.
type weighted[T any] struct {
	weight int
	value  T
}

func pickWeighted[T any](c chance, from []weighted[T]) T {
	total := 0
	for _, w := range from {
		total += w.weight
	}
	at := c.IntN(total)
	for _, w := range from {
		if at -= w.weight; at < 0 {
			return w.value
		}
	}
	panic("sample: no weights") // IntN has refused a total of 0
}
