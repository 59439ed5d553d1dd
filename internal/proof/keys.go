package proof

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Keys are the public keys of an installation, as it publishes them.
type Keys struct{ Keys []Key }

// Key is a public key, and when it was in use.
type Key struct {
	ID        string // KeyID of Public
	Public    ed25519.PublicKey
	MadeAt    time.Time // UTC
	RetiredAt time.Time // UTC; zero for the one in use
}

// Find gives a key by its ID.
func (k *Keys) Find(id string) (key Key, known bool) {
	for _, key := range k.Keys {
		if key.ID == id {
			return key, true
		}
	}
	return Key{}, false
}

type keysFile struct {
	Keys []keyLine `json:"keys"`
}

// keyLine is a key as it is published.
type keyLine struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Public    string     `json:"public"`
	MadeAt    time.Time  `json:"made_at"`
	RetiredAt *time.Time `json:"retired_at,omitempty"`
}

const keyKind = "Ed25519"

// Encode writes the keys as JSON.
func (k *Keys) Encode() []byte {
	f := keysFile{Keys: []keyLine{}}
	for _, key := range k.Keys {
		line := keyLine{ID: key.ID, Kind: keyKind, Public: hex.EncodeToString(key.Public), MadeAt: key.MadeAt}
		if !key.RetiredAt.IsZero() {
			line.RetiredAt = &key.RetiredAt
		}
		f.Keys = append(f.Keys, line)
	}
	text, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		panic(err) // a year that RFC 3339 does not know
	}
	return append(text, '\n')
}

// maxKeys is how large a file of keys may be, in bytes.
const maxKeys = 1 << 20

// ReadKeys reads keys as Encode writes them. The error says in words what is wrong.
func ReadKeys(file []byte) (*Keys, error) {
	if len(file) > maxKeys {
		return nil, fmt.Errorf("it is larger than %d kB, which no file of keys is", maxKeys>>10)
	}
	var f keysFile
	if err := json.Unmarshal(file, &f); err != nil {
		return nil, fmt.Errorf("it is not JSON of keys: %w", err)
	}
	if len(f.Keys) == 0 {
		return nil, errors.New("there is no key in it")
	}
	k := &Keys{}
	for i, line := range f.Keys {
		key, err := line.key()
		if err != nil {
			return nil, fmt.Errorf("its key %d: %w", i+1, err)
		}
		if _, known := k.Find(key.ID); known {
			return nil, fmt.Errorf("its key %d stands there for the second time", i+1)
		}
		k.Keys = append(k.Keys, key)
	}
	return k, nil
}

func (l keyLine) key() (Key, error) {
	public, err := hex.DecodeString(l.Public)
	key := Key{ID: l.ID, Public: public, MadeAt: l.MadeAt.UTC()}
	if l.RetiredAt != nil {
		key.RetiredAt = l.RetiredAt.UTC()
	}
	switch {
	case l.Kind != keyKind:
		return Key{}, fmt.Errorf("it is of the kind %q, not %s", l.Kind, keyKind)
	case err != nil || len(public) != ed25519.PublicKeySize:
		return Key{}, fmt.Errorf("its public key is not of %d bytes in hexadecimal", ed25519.PublicKeySize)
	case KeyID(public) != l.ID:
		return Key{}, fmt.Errorf("its ID is %q, and its public key's is %s", l.ID, KeyID(public))
	}
	return key, nil
}
