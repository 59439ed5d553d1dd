package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"gaptrack/internal/proof"
)

type key struct {
	List   keyList   `cmd:"" help:"List the public keys that exits are signed with."`
	Rotate keyRotate `cmd:"" help:"Retire the key in use and make another. What it has signed stays valid."`
}

type keyList struct{}

// Run prints the keys, one a line, the one in use first.
func (keyList) Run(e env, d database) error {
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	keys, err := db.Store.Keys(e)
	if err != nil {
		return err
	}
	return printKeys(e, keys)
}

type keyRotate struct{}

// Run rotates the key, and prints the keys as they are then.
func (keyRotate) Run(e env, d database) error {
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	keys, err := db.Store.RotateKey(e, time.Now())
	if err != nil {
		return err
	}
	return printKeys(e, keys)
}

func printKeys(e env, keys *proof.Keys) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KEY\tMADE\tRETIRED\tPUBLIC")
	for _, k := range keys.Keys {
		retired := "in use"
		if !k.RetiredAt.IsZero() {
			retired = k.RetiredAt.Format(time.RFC3339)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%x\n", k.ID, k.MadeAt.Format(time.RFC3339), retired, []byte(k.Public))
	}
	return w.Flush()
}
