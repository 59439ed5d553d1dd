package proof

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"time"
)

// Check gives what does not hold of a proof, in the order of its lines; nothing
// where all of it holds. Keys are those that may have signed it. Without them, nil,
// it is held to the key that it brings along: that shows that the file is as it was
// signed, and nothing of who signed it.
func (d *Document) Check(keys *Keys) []*Problem {
	holds := d.holds(writtenSum)
	problems := d.checkParts(holds)
	p := d.checkKey(holds || len(problems) > 0)
	if p == nil {
		p = d.checkSigner(keys)
	}
	if p != nil {
		problems = append(problems, p)
	}
	return problems
}

// holds reports whether the signature is of some sums of the parts.
func (d *Document) holds(sum func(*Part) [sha256.Size]byte) bool {
	return len(d.Public) == ed25519.PublicKeySize && ed25519.Verify(d.Public, d.signed(sum), d.Signature)
}

// checkParts finds the parts that are not what their sums say, and the texts that
// are not those of which the digest stands there. It is told whether the signature
// is of the sums as they are written.
func (d *Document) checkParts(signed bool) []*Problem {
	altered := "%s is not what was signed"
	if !signed && d.holds((*Part).sum) {
		altered = "the hash of %s was altered"
	}
	var problems []*Problem
	for i := range d.Parts {
		p := &d.Parts[i]
		if p.sum() != p.Sum {
			problems = append(problems, &Problem{Line: d.line(i), What: fmt.Sprintf(altered, p.Name)})
			continue
		}
		for _, f := range p.Of {
			if f.Text != nil && f.Text.digest() != f.Value {
				problems = append(problems, &Problem{Line: d.line(i), What: fmt.Sprintf("the %s of %s, or its salt, was altered", f.Name, p.Name)})
			}
		}
	}
	return problems
}

// checkKey finds out which of the last lines does not hold. It is told whether the
// signature holds, or has a reason not to above them.
func (d *Document) checkKey(explained bool) *Problem {
	after := d.line(len(d.Parts))
	named := KeyID(d.Public) == d.Key
	switch {
	case explained && !named:
		return &Problem{Line: after + 1, What: "the ID of the key was altered"}
	case explained:
		return nil
	case !named:
		return &Problem{Line: after + 2, What: "the public key was altered"}
	}
	return &Problem{Line: after + 3, What: "the signature is not of these parts: it was altered, or parts were added, taken out or moved"}
}

// late is how long after a key was retired an approval may be dated that it signed:
// clocks differ, and what was under way is brought to its end.
const late = time.Hour

// checkSigner finds out whether one of the keys has signed, while it was in use.
func (d *Document) checkSigner(keys *Keys) *Problem {
	if keys == nil {
		return nil
	}
	after := d.line(len(d.Parts))
	key, known := keys.Find(d.Key)
	switch {
	case !known:
		return &Problem{Line: after + 1, What: fmt.Sprintf("key %s is not among the keys given: another installation signed this, or nobody did", d.Key)}
	case !key.Public.Equal(d.Public):
		return &Problem{Line: after + 2, What: fmt.Sprintf("this is another public key than the given one of ID %s", d.Key)}
	case key.RetiredAt.IsZero():
		return nil
	}
	at, err := time.Parse(time.RFC3339Nano, d.Part(DecisionPart).Get(DecidedAt))
	if err != nil || at.After(key.RetiredAt.Add(late)) {
		return &Problem{Line: after + 1, What: fmt.Sprintf("key %s was retired on %s, before this was approved", d.Key, key.RetiredAt.UTC().Format(time.RFC3339))}
	}
	return nil
}

// The part and the value that tell when it was decided, as RFC 3339 writes it.
const (
	DecisionPart = "decision"
	DecidedAt    = "at"
)

// line gives the line of a part; of the one after the last, the line that ends them.
func (d *Document) line(part int) int { return headLines + part + 1 }
