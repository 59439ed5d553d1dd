package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"gaptrack/internal/fault"
	"gaptrack/internal/proof"
)

type auditVerifyProof struct {
	File string `arg:"" help:"The proof, as its page gives it to download."`
	Keys string `help:"The public keys of the installation that signed it, as it publishes them at /.well-known/gaptrack-keys.json." placeholder:"FILE"`
}

// Run checks a proof, and prints what does not hold of it, by lines. It opens no
// database.
func (a auditVerifyProof) Run(e env) error {
	file, err := readFile(a.File, proof.MaxSize)
	if err != nil {
		return err
	}
	var keys *proof.Keys
	if a.Keys != "" {
		if keys, err = readKeys(a.Keys); err != nil {
			return err
		}
	}
	d, err := proof.Read(file)
	var unread *proof.Problem
	if errors.As(err, &unread) {
		return a.refuse(e, []*proof.Problem{unread})
	}
	if problems := d.Check(keys); len(problems) > 0 {
		return a.refuse(e, problems)
	}
	return printProof(e, d, keys)
}

// refuse prints what does not hold.
func (a auditVerifyProof) refuse(e env, problems []*proof.Problem) error {
	for _, p := range problems {
		fmt.Fprintf(e.out, "%s: %s\n", a.File, p)
	}
	fmt.Fprintln(e.out, "The proof does not hold.")
	return errFound
}

// printProof tells what a proof that holds is of, and by whose key.
func printProof(e env, d *proof.Document, keys *proof.Keys) error {
	decision := d.Part(proof.DecisionPart)
	who := d.Part(decision.Get("by")).Get("name")
	fmt.Fprintf(e.out, "The proof holds: exit %s of engagement %s, %s, approved by %s at %s.\n", decision.Get("exit"), decision.Get("engagement"),
		orTakenOut(d.Part("facts").Get("customer")), orTakenOut(who), decision.Get(proof.DecidedAt))
	fmt.Fprintf(e.out, "It stood on event %s, %s.\n", d.Part("event").Get("seq"), d.Part("event").Get("hash"))
	if n := d.TakenOut(); n > 0 {
		fmt.Fprintf(e.out, "%d of its texts were taken out.\n", n)
	}
	if keys == nil {
		_, err := fmt.Fprintf(e.out, "It is signed by key %s, which it brings along itself: whose that is, --keys tells, with what the installation publishes at /.well-known/gaptrack-keys.json.\n", d.Key)
		return err
	}
	key, _ := keys.Find(d.Key)
	used := "which is in use"
	if !key.RetiredAt.IsZero() {
		used = "which was retired at " + key.RetiredAt.Format(time.RFC3339)
	}
	_, err := fmt.Fprintf(e.out, "It is signed by key %s of the given ones, %s.\n", d.Key, used)
	return err
}

func orTakenOut(text string) string {
	if text == "" {
		return "(taken out)"
	}
	return text
}

func readKeys(name string) (*proof.Keys, error) {
	file, err := readFile(name, 2<<20)
	if err != nil {
		return nil, err
	}
	keys, err := proof.ReadKeys(file)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "%s holds no public keys.", name)
	}
	return keys, nil
}

// readFile reads a file of some bytes at the most; of a longer one, one byte more.
func readFile(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "%s cannot be read.", name)
	}
	defer func() { _ = f.Close() }()
	file, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "%s cannot be read.", name)
	}
	return file, nil
}
